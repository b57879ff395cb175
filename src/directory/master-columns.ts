import { ProblemError } from '../http/problem.js';
import { masterHeader } from './directory.problems.js';
import { OptionalColumn, optionalColumns } from './office-import.store.js';

/** A column of the office master (事業所マスタ). */
export type MasterColumn = 'number' | 'name' | 'nameKana' | 'prefecture' | 'serviceTypes' | OptionalColumn;

/**
 * Names by which each column is known: those of the API, of this gateway's own Japanese form, and of the data set
 * 介護サービス事業所一覧 that the government recommends to municipalities.
 */
const NAMES: Readonly<Record<MasterColumn, readonly string[]>> = {
  number: ['number', '事業所番号', '介護保険事業所番号'],
  name: ['name', '事業所名', '事業所名称', '介護サービス事業所名称'],
  nameKana: ['nameKana', 'フリガナ', '事業所名フリガナ', '事業所名カナ', '介護サービス事業所名称_カナ'],
  prefecture: ['prefecture', '都道府県', '都道府県名'],
  serviceTypes: ['serviceTypes', 'サービス種類', 'サービス種類コード', 'サービスの種類', '実施サービス'],
  versions: ['versions', 'CSVバージョン', '取込可能バージョン'],
  attachments: ['attachments', '添付ファイル', '添付可否'],
  fax: ['fax', 'FAX', 'FAX番号'],
  mail: ['mail', 'メール', 'メールアドレス'],
};

const byName = new Map(
  (Object.keys(NAMES) as MasterColumn[]).flatMap((column) =>
    NAMES[column].map((name): [string, MasterColumn] => [name.toLowerCase(), column]),
  ),
);

const required: readonly MasterColumn[] = ['number', 'name', 'nameKana', 'prefecture', 'serviceTypes'];

/** What the header row says: where each column is, in whatever order. */
export interface MasterHeader {
  readonly cells: number;
  /** Index from 0. */
  readonly places: ReadonlyMap<MasterColumn, number>;
  readonly optional: readonly OptionalColumn[];
  /** Numbers, from 1, of columns that are none of ours. */
  readonly ignored: readonly number[];
}

/** @throws Problem master-header naming what is missing or there twice; never the text of a cell */
export function readMasterHeader(names: readonly string[], cells: number): MasterHeader {
  const places = new Map<MasterColumn, number>();
  const ignored: number[] = [];
  const errors: ProblemError[] = [];
  names.forEach((name, index) => {
    const column = byName.get(name.trim().normalize('NFKC').toLowerCase());
    if (column === undefined) ignored.push(index + 1);
    else if (places.has(column)) errors.push({ row: 0, column: index + 1, item: column, detail: twice });
    else places.set(column, index);
  });
  for (const column of required) {
    if (!places.has(column)) errors.push({ row: 0, item: column, detail: missing(column) });
  }
  if (errors.length > 0) throw masterHeader({ errors: errors.slice(0, 100) });
  return { cells, places, ignored, optional: optionalColumns.filter((column) => places.has(column)) };
}

const twice = { ja: 'この列は前にもあります。', en: 'This column is there before already.' };

const missing = (column: MasterColumn) => ({
  ja: `見出しにこの列がありません。次のいずれかの名前です: ${NAMES[column].join('、')}`,
  en: `The header row lacks this column. It is called ${column}, or by its Japanese name.`,
});
