import { FieldType } from '../layouts/field.js';
import { CellRule } from './rule.js';

const DIGITS = /^[0-9]+$/;

/** Characters of each type. Free text takes any character but NUL, which ends a text in much receiving software. */
const CHARACTERS: Readonly<Record<FieldType, RegExp | null>> = {
  digits: DIGITS,
  integer: DIGITS,
  date8: DIGITS,
  month6: DIGITS,
  time4: DIGITS,
  bitmap31: DIGITS,
  decimal: /^[0-9.]+$/,
  alnum: /^[0-9A-Za-z-]+$/,
  // A closed list needs no characters of its own: what is not in it breaks the rule `code`.
  code: null,
  text: /^[^\0]*$/,
};

/** 型, and the printed format (NNN-NNNN, 99.99) where it is narrower. */
export const type: CellRule = {
  code: 'type',
  severity: 'error',
  source: 'CSVファイルレイアウト定義書, 型・書式; 付8 4-2',
  restsOn: 'type',
  judges: 'filled',
  test({ type: name, pattern }) {
    const characters = CHARACTERS[name];
    if (characters === null) return null;
    if (pattern === null) return (value) => !characters.test(value);
    return (value) => !characters.test(value) || !pattern.expression.test(value);
  },
};
