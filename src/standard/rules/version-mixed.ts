import { NO_FAULTS, RecordRule } from './rule.js';
import { VERSION_COLUMN } from './version-unknown.js';

/** A version that we hold, but other than that of the file's name: one version a file, once a file. */
export const versionMixed: RecordRule = {
  code: 'version-mixed',
  severity: 'error',
  source: '標準仕様, CSVバージョン; 付8 4-1',
  start({ name, held }) {
    let found = false;
    return (record) => {
      const version = record.values[VERSION_COLUMN - 1] ?? '';
      if (found || version === name.edition.version || !held.editionOf(version)) return NO_FAULTS;
      found = true;
      return [{ column: VERSION_COLUMN, detail: { versions: [name.edition.version] } }];
    };
  },
};
