import { RecordFacts } from './check-records.js';
import { FindingList } from './finding-list.js';
import { NO_MONTH } from './file-name.js';
import { NamedFile, RegisteredServices } from './named-file.js';
import { INSURED_COLUMN, Persons } from './persons.js';
import { personNotServed, personsNotServed } from './rules/person-not-served.js';
import { receiverMismatch } from './rules/receiver-mismatch.js';
import { relation, unrelatedPersons } from './rules/relation.js';
import { senderMismatch } from './rules/sender-mismatch.js';
import { unit } from './rules/unit.js';
import { unitMonthFaults } from './rules/unit-month.js';
import { versionNotApplicable } from './rules/version-not-applicable.js';
import { isPermitted, leadingFile, UnitGroup, UnitMatch } from './units.js';

/** The offices that the caller sends from and to, as the manifest and the mandate give them. */
export interface ExpectedOffices {
  readonly sender: string;
  readonly receiver: string;
  /** What the directory holds for them: a name alone does not put an office on the care-manager side. */
  readonly registered?: RegisteredServices;
}

/** A group of files with what was found in their records. */
export interface GroupUnderCheck {
  readonly group: UnitGroup;
  readonly match: UnitMatch;
  /** Undefined for a file without records (the image). */
  readonly factsOf: (file: NamedFile) => RecordFacts | undefined;
}

/** The rules over the files of one group. */
export function checkGroup(
  subject: GroupUnderCheck,
  expected: ExpectedOffices | undefined,
  findings: FindingList,
): void {
  checkVersion(subject, findings);
  if (expected !== undefined) checkOffices(subject, expected, findings);
  checkMonths(subject, findings);
  for (const file of subject.group.files) checkPersons(file, subject, findings);
}

function checkVersion({ group, match }: GroupUnderCheck, findings: FindingList): void {
  const leading = leadingFile(group, match);
  const { edition, month } = leading.name;
  if (month === null || month === NO_MONTH || month >= edition.appliesFrom) return;
  const detail = { versions: [edition.version], appliesFrom: edition.appliesFrom };
  findings.add(versionNotApplicable, { file: leading }, detail);
}

function checkOffices({ group, match }: GroupUnderCheck, expected: ExpectedOffices, findings: FindingList): void {
  const leading = leadingFile(group, match);
  const { name } = leading;
  if (name.sender !== expected.sender) findings.add(senderMismatch, { file: leading });
  if (name.receiver !== expected.receiver) findings.add(receiverMismatch, { file: leading });
}

function checkMonths({ group, match, factsOf }: GroupUnderCheck, findings: FindingList): void {
  // What is no unit has no month of its own.
  if (!isPermitted(match)) return;
  const faults = unitMonthFaults(group, match, (file) => factsOf(file)?.monthDiffers ?? false);
  for (const { file, detail } of faults) findings.add(unit, file === null ? {} : { file }, detail);
}

/** Rules about persons, at the person's first row and the column of 被保険者番号. */
function checkPersons(file: NamedFile, { group, match, factsOf }: GroupUnderCheck, findings: FindingList): void {
  const persons = factsOf(file)?.persons;
  if (persons === undefined) return;
  const { form } = file.name;
  const field = form.fields[INSURED_COLUMN - 1];
  const at = (row: number) => ({ file, row, column: INSURED_COLUMN, field });
  // Of what is no unit the receiver itself is in doubt.
  if (isPermitted(match)) {
    for (const { row } of personsNotServed(file, persons)) findings.add(personNotServed, at(row));
  }
  const leading = group.files.filter((each) => form.dependsOn.includes(each.name.form.code));
  const leadingPersons = leading.flatMap((each): readonly Persons[] => {
    const facts = factsOf(each);
    return facts === undefined ? [] : [facts.persons];
  });
  for (const { row } of unrelatedPersons(persons, leadingPersons)) {
    findings.add(relation, at(row), { form: leading[0]?.name.form });
  }
}
