import { CorpusUnit } from './corpus-unit.js';
import { everyForm, VERSIONS } from './every-kind.js';

import { fieldsOf } from './layouts.js';
import { cell, Unusual } from './unusual.js';

/** Every value of every closed list. All other items are filled, so that no condition misses what a code asks for. */
export const everyCode: readonly Unusual[] = VERSIONS.flatMap((version) =>
  everyForm(version, { filling: 'everything' }).flatMap(({ unit, form }) => codesOf(unit, form)),
);

function codesOf(unit: CorpusUnit, form: string): Unusual[] {
  return fieldsOf(unit.version, form).flatMap(({ number, item, codes }) =>
    codes.map((code) => cell(`${item} ${code} in ${unit.version}`, unit, form, 1, { [number]: code })),
  );
}
