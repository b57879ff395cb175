import { ReadRecord } from '../../src/standard/reading/read-unit.js';
import { keyOf, KeptRecords, Subject, textOf } from './kept-records.js';

/**
 * What an office holds, cell by cell: first what the cell is of (a person's plan, slip or actuals), then which it is. A
 * cell that several records fill holds all of them: what is doubled differs from what stands once.
 */
export type Cells = ReadonlyMap<string, ReadonlyMap<string, string>>;

const GRAND_TOTAL = '999999';

export function cellsHeld(kept: KeptRecords): Cells {
  return new Map(kept.subjects().map((subject) => [keyOf(subject), cellsOf(subject)]));
}

function cellsOf({ group, forms }: Subject): Map<string, string> {
  const cells = new Map<string, string>();
  const put = (name: string, value: string): void => {
    const before = cells.get(name);
    cells.set(name, before === undefined ? value : [before, value].sort().join(' + '));
  };
  for (const [form, records] of forms) put(`様式 ${form}`, group === 'plan' ? `${records.length}` : 'あり');
  const of = (form: string): readonly ReadRecord[] => forms.get(form) ?? [];
  for (const row of of('UP1KYO')) put('総合的な援助の方針', textOf(row['overallPolicy'] ?? null));
  for (const row of of('UP2KYO')) if (row['issue'] !== null) put('課題', textOf(row['issue'] ?? null));
  if (group === 'plan') for (const row of of('UPHOSOKU')) put('利用者電話番号', textOf(row['userPhone'] ?? null));
  for (const row of [...of('UPPLAN'), ...of('UPJSK')]) {
    const [office, date, from, to] = ['serviceOfficeNumber', 'serviceDate', 'startTime', 'endTime'].map((item) =>
      textOf(row[item] ?? null),
    );
    put(`${office} ${date}`, `${from}-${to}`);
  }
  for (const row of of('UPSIKYU')) {
    if (row['serviceCode'] === GRAND_TOTAL || isTotal(row)) continue;
    put(`${textOf(row['serviceOfficeNumber'] ?? null)} 回数`, textOf(row['countOrDays'] ?? null));
  }
  return cells;
}

/** The grand total names no office: 9999999999 reads as a special value. */
const isTotal = (row: ReadRecord): boolean => typeof row['serviceOfficeNumber'] === 'object';
