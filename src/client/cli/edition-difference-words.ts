import { Language } from '../language.js';
import { pickOrKey, WordPairs } from './word-pairs.js';

export const DIFFERENCE_WORDS = {
  ja: {
    fileName: 'ファイル名',
    forms: '様式',
    units: '送信単位',
    keys: 'レコードのキー',
    deletes: '削除する様式',
    derived: '一方のレイアウトは改訂履歴から導いたもの',
    nothing: '違いはありません。',
    yes: 'あり',
    no: 'なし',
    month: { none: '年月は000000', serviceMonth: '年月はサービス提供年月' },
    rules: {
      atLeastOne: 'の少なくとも1つが必要',
      empty: 'は空',
      filled: 'は必須',
      zero: 'は0',
      equals: 'は次の値',
    },
  },
  en: {
    fileName: 'file name',
    forms: 'forms',
    units: 'units',
    keys: 'keys of a record',
    deletes: 'forms deleted',
    derived: 'one of the layouts was derived from the update history',
    nothing: 'no difference',
    yes: 'yes',
    no: 'no',
    month: { none: 'month 000000', serviceMonth: 'service month' },
    rules: {
      atLeastOne: 'at least one',
      empty: 'empty',
      filled: 'filled',
      zero: 'zero',
      equals: 'equal to',
    },
  },
} as const;

const ATTRIBUTES: WordPairs<string> = {
  name: ['名称', 'name'],
  type: ['型', 'type'],
  length: ['桁数', 'length'],
  lengthRule: ['桁数の扱い', 'length rule'],
  required: ['必須', 'required'],
  needed: ['必要', 'needed (必要)'],
  pattern: ['書式', 'format'],
  special: ['特別な値', 'special values'],
  range: ['範囲', 'range'],
  editions: ['版', 'editions'],
  issued: ['発出', 'issued'],
  appliesFrom: ['適用開始（サービス提供年月）', 'applies from service month'],
  serviceTypesInNames: ['ファイル名のサービス種類コード', 'service types in file names'],
  content: ['内容', 'content'],
  month: ['ファイル名の年月', 'month in the file name'],
  branch: ['ファイル名の枝番', 'branch in the file name'],
  extension: ['拡張子', 'extension'],
  monthField: ['ファイル名の年月と一致する項目', 'item equal to the month of the name'],
  parent: ['親の様式', 'parent form'],
  leading: ['主となる様式', 'leading form'],
};

/** An attribute that has no word here is told by its identifier. */
export function attributeName(attribute: string, language: Language): string {
  return pickOrKey(ATTRIBUTES, attribute, language);
}
