import type { SourceFile } from '../../src/standard/check.js';
import { CorpusUnit, sourceFiles, withCell } from './corpus-unit.js';

export interface Unusual {
  readonly title: string;
  readonly files: readonly SourceFile[];
  readonly kinds: readonly string[];
}

export const as = (title: string, unit: CorpusUnit): Unusual => ({
  title,
  files: sourceFiles(unit),
  kinds: [unit.kind],
});

export const cell = (
  title: string,
  unit: CorpusUnit,
  form: string,
  row: number,
  values: Readonly<Record<number, string>>,
): Unusual =>
  as(
    `${form}: ${title}`,
    Object.entries(values).reduce(
      (changed, [column, value]) => withCell(changed, form, row, Number(column), value),
      unit,
    ),
  );
