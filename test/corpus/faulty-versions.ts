import { CorpusUnit, sourceFiles, withCell, withRows } from './corpus-unit.js';
import { everyForm, VERSIONS } from './every-kind.js';
import { Case, faultIn } from './expected.js';

const OTHER = { '202407': '202208', '202208': '202407' } as const;

const everywhere = (unit: CorpusUnit, form: string, value: string): CorpusUnit =>
  withRows(unit, form, (rows) => rows.map((cells) => cells.with(0, value)));

/** However many records have a wrong version, it is told once, at the first of them. */
export const versionCases: readonly Case[] = VERSIONS.flatMap((version) => everyForm(version)).flatMap(
  ({ unit, form }) => {
    const other = OTHER[unit.version];
    const place = [unit, form] as const;
    const title = `${form} of ${unit.version}`;
    return [
      faultIn(
        `201910 in every row: ${title}`,
        sourceFiles(everywhere(unit, form, '201910')),
        place,
        'version-unknown',
        1,
        1,
      ),
      faultIn(
        `201910 in row 2: ${title}`,
        sourceFiles(withCell(unit, form, 2, 1, '201910')),
        place,
        'version-unknown',
        2,
        1,
      ),
      faultIn(
        `${other} in every row: ${title}`,
        sourceFiles(everywhere(unit, form, other)),
        place,
        'version-mixed',
        1,
        1,
      ),
      faultIn(
        `${other} in row 1: ${title}`,
        sourceFiles(withCell(unit, form, 1, 1, other)),
        place,
        'version-mixed',
        1,
        1,
      ),
      faultIn(
        `${other} in row 2: ${title}`,
        sourceFiles(withCell(unit, form, 2, 1, other)),
        place,
        'version-mixed',
        2,
        1,
      ),
    ];
  },
);
