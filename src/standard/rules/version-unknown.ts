import { NO_FAULTS, RecordRule } from './rule.js';

/** CSVバージョン is the first item of every record. */
export const VERSION_COLUMN = 1;

/** A CSVバージョン that is none we hold, once a file. */
export const versionUnknown: RecordRule = {
  code: 'version-unknown',
  severity: 'error',
  source: '標準仕様, CSVバージョン',
  start({ held }) {
    let found = false;
    return (record) => {
      if (found || !record.isSound(VERSION_COLUMN)) return NO_FAULTS;
      if (held.editionOf(record.values[VERSION_COLUMN - 1] ?? '')) return NO_FAULTS;
      found = true;
      return [{ column: VERSION_COLUMN, detail: { versions: held.editions.map((edition) => edition.version) } }];
    };
  },
};
