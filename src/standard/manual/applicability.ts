import { RuleCode } from '../findings.js';
import { Edition } from '../layouts/edition.js';
import { PlaceTable } from './places.js';
import {
  closedLists,
  doubts,
  formats,
  freeTexts,
  lengths,
  midnights,
  ranges,
  requiredItems,
} from './places-of-cells.js';
import { conditions } from './places-of-conditions.js';
import { fileNames, images, itemCounts, monthItems, versions } from './places-of-files.js';
import { ownActuals, relations, servedPersons, units } from './places-of-units.js';

type TableMaker = (editions: readonly Edition[]) => PlaceTable;

/** The rules that the layouts tell where they apply; the others concern every file, record or cell. */
const TABLES: Readonly<Partial<Record<RuleCode, readonly TableMaker[]>>> = {
  'file-name': [fileNames],
  unit: [units],
  'column-count': [itemCounts],
  required: [requiredItems],
  length: [lengths],
  type: [formats],
  range: [ranges],
  code: [closedLists],
  condition: [conditions],
  'low-confidence': [doubts, midnights],
  'version-unknown': [versions],
  'version-not-applicable': [versions],
  'month-mismatch': [monthItems],
  'person-not-served': [servedPersons],
  'foreign-actuals': [ownActuals],
  relation: [relations],
  'unquoted-text': [freeTexts],
  'attachment-type': [images],
};

/** Where a rule applies in these versions. */
export function placesOf(code: RuleCode, editions: readonly Edition[]): readonly PlaceTable[] {
  return (TABLES[code] ?? []).map((tableOf) => tableOf(editions));
}
