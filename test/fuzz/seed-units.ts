import type { SourceFile } from '../../src/standard/check.js';
import { CorpusUnit, sourceFiles, withRows } from '../corpus/corpus-unit.js';
import { everyKind, VERSIONS } from '../corpus/every-kind.js';
import { fieldsOf, Version } from '../corpus/layouts.js';

/** In every text of the seeds, and in no message: whoever finds it there has found the value of a cell. */
export const SECRET = '秘髙密';

function secretFiles(unit: CorpusUnit): readonly SourceFile[] {
  const secret = unit.tables.reduce((changed, { form }) => {
    const types = fieldsOf(unit.version, form).map(({ type }) => type);
    const hide = (cell: string, at: number): string => (types[at] === 'text' ? `${SECRET}"\r\n,${SECRET}` : cell);
    return withRows(changed, form, (rows) => rows.map((cells) => cells.map(hide)));
  }, unit);
  return sourceFiles(secret);
}

const ofVersion = (version: Version, sequence: string): CorpusUnit[] =>
  everyKind(version, { filling: 'everything', sequence });

const oneByOne = VERSIONS.flatMap((version) => ofVersion(version, '20250325100000'));

/** All kinds of 202208, each under a sequence of its own. */
const together = ofVersion('202208', '').flatMap(
  (_, index) => ofVersion('202208', `2025032510000${index}`)[index] ?? [],
);

/** Valid units of every kind, filled throughout, whose texts are secret; and many units at once. */
export const SEED_UNITS: readonly (readonly SourceFile[])[] = [
  ...oneByOne.map(secretFiles),
  together.flatMap(secretFiles),
];
