import { checkGroup, ExpectedOffices } from './check-group.js';
import { checkImage } from './check-image.js';
import { checkRecords, RecordFacts } from './check-records.js';
import { parseFileName } from './file-name.js';
import { FindingList, mergeFindings } from './finding-list.js';
import { Finding } from './findings.js';
import { NamedFile, SourceFile } from './named-file.js';
import { extensionCase } from './rules/extension-case.js';
import { fileName } from './rules/file-name.js';
import { unit, unitFaults } from './rules/unit.js';
import { CheckedUnit, groupFiles, isPermitted, leadingFile, nearestUnit, UnitGroup, UnitMatch } from './units.js';

export type { SourceFile } from './named-file.js';

/** At most this many findings are reported (with the true total beside them). */
export const MAX_FINDINGS = 1000;

export interface CheckOptions {
  readonly maxFindings?: number;
  /** Offices that the caller vouches for; without them the names are not held against anything. */
  readonly expected?: ExpectedOffices;
}

export interface CheckReport {
  /** True when there is no finding of severity error, counted before the bound. */
  readonly ok: boolean;
  /** The permitted units found, in the order of their leading files. */
  readonly units: CheckedUnit[];
  /** In the order of file, row and column, bounded. */
  readonly findings: Finding[];
  readonly findingsTotal: number;
}

/**
 * Checks files as they would be sent: names, unit, encoding, records, cells, persons (付8 2-3, 4-1, 4-2). Any number of
 * units may be given at once. Pure: same files, same report, in whatever order they are given; never throws.
 */
export function checkFiles(files: readonly SourceFile[], options: CheckOptions = {}): CheckReport {
  const limit = options.maxFindings ?? MAX_FINDINGS;
  const { named, misnamed, lists } = nameFiles(inNameOrder(files), limit);
  const facts = new Map<NamedFile, RecordFacts>();
  for (const file of named) lists.push(...checkContent(file, facts, limit));
  const groups = groupFiles(named);
  const units = new FindingList(limit);
  for (const { file, detail } of unitFaults(groups, misnamed)) {
    units.add(unit, file === null ? {} : { file: file.source.name }, detail);
  }
  lists.push(units);
  const checked: CheckedUnit[] = [];
  for (const group of groups) {
    const match = nearestUnit(group.files);
    lists.push(...checkGroup({ group, match, factsOf: (file) => facts.get(file) }, options.expected, limit));
    if (isPermitted(match)) checked.push(describe(group, match, facts));
  }
  const { findings, total, errors } = mergeFindings(lists, limit);
  return { ok: errors === 0, units: checked, findings, findingsTotal: total };
}

function inNameOrder(files: readonly SourceFile[]): readonly SourceFile[] {
  return [...files].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function nameFiles(files: readonly SourceFile[], limit: number) {
  const names = new FindingList(limit);
  const named: NamedFile[] = [];
  const misnamed: string[] = [];
  for (const source of files) {
    const name = parseFileName(source.name);
    if (typeof name === 'string') {
      misnamed.push(source.name);
      names.add(fileName, { file: source.name }, { fileName: name });
      continue;
    }
    named.push({ source, name });
    if (!name.extensionAsPrinted) names.add(extensionCase, { file: source.name });
  }
  return { named, misnamed, lists: [names] };
}

function checkContent(file: NamedFile, facts: Map<NamedFile, RecordFacts>, limit: number): FindingList[] {
  const whole = new FindingList(limit);
  const records = new FindingList(limit);
  if (file.name.form.content === 'jpeg') checkImage(file, whole);
  else facts.set(file, checkRecords(file, { whole, records }));
  return [whole, records];
}

function describe(group: UnitGroup, match: UnitMatch, facts: ReadonlyMap<NamedFile, RecordFacts>): CheckedUnit {
  const leading = leadingFile(group, match);
  const { edition, sender, senderServiceType, receiver, receiverServiceType, sequence } = leading.name;
  const persons = facts.get(leading)?.persons.all() ?? [];
  return {
    kind: match.definition.kind,
    version: edition.version,
    sender,
    receiver,
    senderServiceType,
    receiverServiceType,
    sequence,
    month: leading.name.month,
    files: group.files.map((file) => file.source.name),
    forms: group.files.map((file) => file.name.form.code),
    persons: persons.map(({ insurerNumber, insuredNumber }) => ({ insurerNumber, insuredNumber })),
  };
}
