import { NO_MONTH } from '../file-name.js';
import { NamedFile } from '../named-file.js';
import { commonMonth, UnitGroup, UnitMatch } from '../units.js';
import { detailOf, UnitFaultFound } from './unit.js';

/**
 * One service month a unit; 利用者補足情報 has 000000 beside 第1-3表 and the month of the slip beside 第6表. A file whose
 * records have another month than its name is left to month-mismatch: there the name itself is in doubt.
 */
export function unitMonthFaults(
  { files }: UnitGroup,
  match: UnitMatch,
  monthDiffers: (file: NamedFile) => boolean,
): readonly UnitFaultFound[] {
  const common = commonMonth(files);
  return files
    .filter(({ name }) => name.month !== null && name.month !== expectedMonth(match, name.form.code, common))
    .filter((file) => !monthDiffers(file))
    .map((file) => ({ file, detail: detailOf('month', match, [file.name.form.code]) }));
}

function expectedMonth({ definition }: UnitMatch, form: string, common: string | null): string | null {
  return definition.forms.find((each) => each.form === form)?.month === 'none' ? NO_MONTH : common;
}
