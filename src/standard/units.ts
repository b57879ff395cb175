import { inVersion, NO_MONTH } from './file-name.js';
import { FormCode } from './layouts/form.js';
import { UnitDefinition, UnitKind } from './layouts/unit-definition.js';
import { NamedFile } from './named-file.js';
import { Person } from './persons.js';

export type { UnitKind } from './layouts/unit-definition.js';

/** A permitted unit (送信単位) that was found. `month` is YYYYMM, null where the unit has none. */
export interface CheckedUnit {
  readonly kind: UnitKind;
  readonly version: string;
  readonly sender: string;
  readonly receiver: string;
  readonly senderServiceType: string | null;
  readonly receiverServiceType: string | null;
  readonly sequence: string;
  readonly month: string | null;
  readonly files: string[];
  readonly forms: FormCode[];
  readonly persons: Person[];
}

/** The files whose names agree in version, offices, service types and sequence; never empty. */
export interface UnitGroup<F extends NamedFile = NamedFile> {
  readonly files: readonly [F, ...F[]];
}

/** A group held against the permitted unit that it comes nearest to. */
export interface UnitMatch {
  readonly definition: UnitDefinition;
  readonly missing: readonly FormCode[];
  readonly surplus: readonly NamedFile[];
}

/** Groups in the order of their first files. */
export function groupFiles<F extends NamedFile>(files: readonly F[]): readonly UnitGroup<F>[] {
  const groups = new Map<string, [F, ...F[]]>();
  for (const file of files.map((each) => settled(each, files))) {
    const { edition, sender, senderServiceType, receiver, receiverServiceType, sequence } = file.name;
    const key = [edition.version, sender, senderServiceType, receiver, receiverServiceType, sequence].join('_');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [file]);
    else group.push(file);
  }
  return [...groups.values()].map((members) => ({ files: members }));
}

/** An image declares no version: where its name leaves that open, it is that of the files that it goes with. */
function settled<F extends NamedFile>(file: F, files: readonly F[]): F {
  if (file.name.form.content === 'csv' || file.name.others.length === 0) return file;
  const beside = files.find(
    ({ name }) =>
      name.form.content === 'csv' &&
      name.sequence === file.name.sequence &&
      name.sender === file.name.sender &&
      name.receiver === file.name.receiver,
  );
  return beside === undefined ? file : { ...file, name: inVersion(file.name, beside.name.edition.version) };
}

/**
 * The permitted unit with the fewest forms missing or too many; where several are as near, the one with fewest too many,
 * since what is there is more likely meant; else the first defined.
 */
export function nearestUnit(files: readonly [NamedFile, ...NamedFile[]]): UnitMatch {
  const matches = files[0].name.edition.units.map((definition) => matchUnit(definition, files));
  const excess = (a: UnitMatch, b: UnitMatch) => distance(a) - distance(b) || a.surplus.length - b.surplus.length;
  return matches.reduce((best, match) => (excess(match, best) < 0 ? match : best));
}

export function isPermitted({ missing, surplus }: UnitMatch): boolean {
  return missing.length === 0 && surplus.length === 0;
}

/** The file on which the unit rests, or the first one when it is missing. */
export function leadingFile({ files }: UnitGroup, { definition }: UnitMatch): NamedFile {
  return files.find((file) => file.name.form.code === definition.leading) ?? files[0];
}

const distance = ({ missing, surplus }: UnitMatch): number => missing.length + surplus.length;

function matchUnit(definition: UnitDefinition, files: readonly NamedFile[]): UnitMatch {
  const missing: FormCode[] = [];
  const surplus = files.filter((file) => !definition.forms.some(({ form }) => form === file.name.form.code));
  for (const { form, files: count } of definition.forms) {
    const present = files.filter((file) => file.name.form.code === form);
    if (count === '1' && present.length === 0) missing.push(form);
    if (count !== '0-n' && present.length > 1) surplus.push(...doubles(present, definition, files));
  }
  return { definition, missing, surplus };
}

/** Of several files of one form, those too many: the one that has the month of the unit stays, else the first. */
function doubles(
  present: readonly NamedFile[],
  definition: UnitDefinition,
  files: readonly NamedFile[],
): readonly NamedFile[] {
  const month = commonMonth(files.filter((file) => !present.includes(file)));
  const expected = definition.forms.find(({ form }) => form === present[0]?.name.form.code)?.month;
  const fits = (file: NamedFile) => (expected === 'none' ? file.name.month === NO_MONTH : file.name.month === month);
  const staying = present.find(fits) ?? present[0];
  return present.filter((file) => file !== staying);
}

/** The service month that most of the files name; the first named where several are as frequent. */
export function commonMonth(files: readonly NamedFile[]): string | null {
  const counts = new Map<string, number>();
  for (const { name } of files) {
    if (name.month !== null && name.month !== NO_MONTH) counts.set(name.month, (counts.get(name.month) ?? 0) + 1);
  }
  let common: string | null = null;
  for (const [month, count] of counts) if (common === null || count > (counts.get(common) ?? 0)) common = month;
  return common;
}
