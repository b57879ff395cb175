import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { FileToSend } from '../../src/client/multipart-body.js';

/** Sample units of the standard, version 202407. This module runs compiled, under dist/scripts/demo/. */
const UNITS = fileURLToPath(new URL('../../../test/fixtures/units/applicable/202407/', import.meta.url));

export const CARE_MANAGER = { number: '1371215102', name: 'A事業所', service: '居宅介護支援', type: '43' } as const;
export const SERVICE_OFFICE = { number: '1370000011', name: 'K事業所', service: '訪問介護', type: '11' } as const;
/** A third office, which has nothing to do with the other two. */
export const STRANGER = { number: '1370000029', name: 'T事業所', service: '通所介護', type: '15' } as const;

/** A fourth, which has neither software of its own nor a certificate; and the relay that it lets act for it. */
export const SMALL_OFFICE = { number: '1371215110', name: 'M事業所', service: '居宅介護支援', type: '43' } as const;
export const RELAY = '伝送代行センター';

export type DemoOffice = typeof CARE_MANAGER | typeof SERVICE_OFFICE | typeof STRANGER;

/** 第6・7表（計画）: from A to K. */
export const useSlip = (): Promise<FileToSend[]> => readUnit('2-use-slip');

/** 第6表（実績）: from K back to A. */
export const actuals = (): Promise<FileToSend[]> => readUnit('3-actual');

async function readUnit(folder: string): Promise<FileToSend[]> {
  const names = (await readdir(`${UNITS}${folder}`)).sort();
  return Promise.all(names.map(async (name) => ({ name, bytes: await readFile(`${UNITS}${folder}/${name}`) })));
}

/** The use slip as the fourth office would have it, under a sequence of its own; and the actuals for it. */
export async function useSlipOfSmallOffice(sequence: string): Promise<FileToSend[]> {
  return (await useSlip()).map(asSmallOffice).map(({ name, bytes }) => ({
    name: name.replace('_20250325100100.', `_${sequence}.`),
    bytes,
  }));
}

export const actualsForSmallOffice = async (): Promise<FileToSend[]> => (await actuals()).map(asSmallOffice);

/** The number stands in the name and in the rows; digits are no part of any other character of MS932. */
function asSmallOffice({ name, bytes }: FileToSend): FileToSend {
  const text = Buffer.from(bytes).toString('latin1').replaceAll(CARE_MANAGER.number, SMALL_OFFICE.number);
  return { name: name.replace(CARE_MANAGER.number, SMALL_OFFICE.number), bytes: Buffer.from(text, 'latin1') };
}

/**
 * The use slip once more under a new sequence, with a service date of 30 February in its third record. Bytes are
 * exchanged as they are: the rest of the file stays what it was, in its own encoding.
 */
export async function brokenUseSlip(): Promise<FileToSend[]> {
  const files = await useSlip();
  return files.map(({ name, bytes }) => ({
    name: name.replace('_20250325100100.', '_20250325100200.'),
    bytes: name.startsWith('UPPLAN_') ? replaceBytes(bytes, ',20250421,', ',20250230,') : bytes,
  }));
}

function replaceBytes(bytes: Uint8Array, wanted: string, replacement: string): Buffer {
  const text = Buffer.from(bytes).toString('latin1');
  if (!text.includes(wanted)) throw new Error(`The sample does not hold ${wanted}.`);
  return Buffer.from(text.replace(wanted, replacement), 'latin1');
}
