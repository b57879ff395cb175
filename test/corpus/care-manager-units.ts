import { CorpusUnit } from './corpus-unit.js';
import {
  bothPersons,
  CARE_MANAGER,
  Given,
  Journey,
  journey,
  OTHER_OFFICE,
  Party,
  SERVICE_OFFICE,
  table,
  unit,
} from './journey.js';
import { Version } from './layouts.js';

function supplement(by: Journey, month: string, planDate: string) {
  return table(by, 'UPHOSOKU', month, bothPersons({ '居宅サービス計画作成（変更）日': planDate, 対象年月: month }));
}

export function planUnit(version: Version = '202407', changes: Partial<Journey> = {}): CorpusUnit {
  const by = journey(version, CARE_MANAGER, SERVICE_OFFICE, changes);
  const forms = version === '202407' ? ['UP1KYO', 'UP2KYO', 'UP3KYO'] : ['UP1KYO', 'UP2KYO'];
  const tables = forms.map((form) =>
    table(by, form, undefined, form === 'UP1KYO' ? bothPersons({}) : [[{}], [{}, {}]]),
  );
  return unit(by, 'plan', [...tables, supplement(by, '000000', '20250320')]);
}

/** A row that no condition speaks about: the detail number belongs to service type 17 only. */
const visit = (by: Journey, office: Party): Given => ({
  対象年月: by.month,
  サービスコード: '111311',
  サービス事業者コード: office.number,
  明細判別コード: '',
});

export function useSlipUnit(version: Version = '202407', changes: Partial<Journey> = {}): CorpusUnit {
  const by = journey(version, CARE_MANAGER, SERVICE_OFFICE, changes);
  const service = { 対象年月: by.month, サービスコード: '111311', サービス事業所コード: SERVICE_OFFICE.number };
  const total = {
    対象年月: by.month,
    サービスコード: '999999',
    サービス事業所コード: '9999999999',
    単位数: '0',
    割引後率: '',
    割引後単位数: '',
  };
  return unit(by, 'use-slip', [
    table(by, 'UPPLAN', by.month, [[visit(by, SERVICE_OFFICE)], [visit(by, SERVICE_OFFICE), visit(by, OTHER_OFFICE)]]),
    table(by, 'UPSIKYU', by.month, [
      [service, total],
      [service, total],
    ]),
    supplement(by, by.month, '00000000'),
  ]);
}

export function actualUnit(version: Version = '202407', changes: Partial<Journey> = {}): CorpusUnit {
  const by = journey(version, SERVICE_OFFICE, CARE_MANAGER, changes);
  const given = visit(by, SERVICE_OFFICE);
  return unit(by, 'actual', [table(by, 'UPJSK', by.month, [[given], [given, given]])]);
}

export function actualDeleteUnit(version: Version = '202407', changes: Partial<Journey> = {}): CorpusUnit {
  const by = journey(version, SERVICE_OFFICE, CARE_MANAGER, changes);
  const given = {
    削除対象年月: by.month,
    サービス事業者コード: SERVICE_OFFICE.number,
    サービス種類コード: SERVICE_OFFICE.serviceType,
  };
  return unit(by, 'actual-delete', [table(by, 'DLTJSK', by.month, bothPersons(given))]);
}

export function useSlipDeleteUnit(version: Version = '202407', changes: Partial<Journey> = {}): CorpusUnit {
  const by = journey(version, CARE_MANAGER, SERVICE_OFFICE, changes);
  return unit(by, 'use-slip-delete', [table(by, 'DLTPLAN', by.month, bothPersons({ 削除対象年月: by.month }))]);
}

/** A delete of one form without a month: DLT1KYO, and DLTKIHON and DLTYOBO of preventive care. */
export function deleteUnit(form: string, version: Version = '202407', changes: Partial<Journey> = {}): CorpusUnit {
  const kinds: Given = { DLT1KYO: 'plan-delete', DLTKIHON: 'user-basic-delete', DLTYOBO: 'preventive-plan-delete' };
  const by = journey(version, CARE_MANAGER, SERVICE_OFFICE, changes);
  return unit(by, kinds[form] ?? '', [table(by, form, undefined, bothPersons({}))]);
}
