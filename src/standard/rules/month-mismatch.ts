import { NO_FAULTS, RecordRule } from './rule.js';

/** One service month a file: the month of each record is the month of the name. */
export const monthMismatch: RecordRule = {
  code: 'month-mismatch',
  severity: 'error',
  source: '標準仕様, ファイル命名規約 (提供年月/対象年月); 付8 4-1',
  start({ name }) {
    const column = name.form.fields.find((field) => field.id === name.form.monthField)?.number;
    if (column === undefined) return null;
    return (record) => (record.values[column - 1] !== name.month && record.isSound(column) ? [{ column }] : NO_FAULTS);
  },
};
