import { CorpusUnit } from './corpus-unit.js';
import { bothPersons, CARE_MANAGER, fileName, Journey, journey, SERVICE_OFFICE, table, unit } from './journey.js';

const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10, 0x4a, 0x46, 0x49, 0x46, 0x00, 0xff, 0xd9);

/** 利用者基本情報 with both annexes and as many family charts as it names; any of the annexes may be left out. */
export function userBasicUnit(
  changes: Partial<Journey> = {},
  annexes = ['UPKIHON_SUB1', 'UPKIHON_SUB2', 'UPKIHON_IMAGE'],
): CorpusUnit {
  const by = journey('202407', CARE_MANAGER, SERVICE_OFFICE, changes);
  const images = ['_0001.jpg', '_0002.JPG'].map((rest) => ({
    name: fileName(by, 'UPKIHON_IMAGE', undefined, rest),
    bytes: JPEG,
  }));
  const tables = ['UPKIHON', ...annexes.filter((form) => form !== 'UPKIHON_IMAGE')].map((form) =>
    table(by, form, undefined, form === 'UPKIHON' ? bothPersons({}) : [[{}], [{}, {}]]),
  );
  return unit(by, 'user-basic', tables, annexes.includes('UPKIHON_IMAGE') ? images : []);
}

export function preventivePlanUnit(changes: Partial<Journey> = {}, annexes = ['UPYOBO_SUB']): CorpusUnit {
  const by = journey('202407', CARE_MANAGER, SERVICE_OFFICE, changes);
  const tables = ['UPYOBO', ...annexes].map((form) =>
    table(by, form, undefined, form === 'UPYOBO' ? bothPersons({}) : [[{}], [{}, {}]]),
  );
  return unit(by, 'preventive-plan', tables);
}

export function combinedPreventiveUnit(changes: Partial<Journey> = {}): CorpusUnit {
  const plan = preventivePlanUnit(changes);
  const basic = userBasicUnit(changes);
  return {
    ...plan,
    kind: 'preventive-plan-and-user-basic',
    tables: [...plan.tables, ...basic.tables],
    images: basic.images,
  };
}
