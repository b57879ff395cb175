import { groupBy } from '../group-by.js';
import { MessageDetail, UnitFault } from '../message-detail.js';
import { FormCode } from '../layouts/form.js';
import { NamedFile } from '../named-file.js';
import { isPermitted, nearestUnit, UnitGroup, UnitMatch } from '../units.js';
import { Rule } from './rule.js';

/** The files under one sequence are a permitted unit, complete and unmixed. */
export const unit: Rule = {
  code: 'unit',
  severity: 'error',
  source: '標準仕様, 送信単位; 付8 4-1',
};

/**
 * A fault of a unit: at a file when it is too many, at none when one is missing; in a combined CSV (案②), at the first
 * record of the unit, which tells which of the many it is.
 */
export interface UnitFaultFound {
  readonly file: NamedFile | null;
  readonly row?: number;
  readonly detail: MessageDetail;
}

interface Candidate {
  readonly group: UnitGroup;
  readonly match: UnitMatch;
}

/**
 * Judges the groups of one call. `misnamed` are the names that fit no form: the file that a unit lacks may be among
 * them, and then its name is the one fault.
 */
export function unitFaults(groups: readonly UnitGroup[], misnamed: readonly string[]): readonly UnitFaultFound[] {
  const excused = excusedBy(misnamed, groups);
  const broken = groups
    .map((group) => ({ group, match: nearestUnit(group.files) }))
    .filter(({ group, match }) => !isPermitted(match) && !(match.surplus.length === 0 && excused.has(group)));
  const { joined, rest } = joinScattered(broken);
  return [...joined, ...rest.map(faultOf)];
}

/** The groups to which a misnamed file may belong: by its sequence, else by both offices, else any. */
function excusedBy(misnamed: readonly string[], groups: readonly UnitGroup[]): ReadonlySet<UnitGroup> {
  const bySequence = groupBy(groups, ({ files }) => files[0].name.sequence);
  const bySender = groupBy(groups, ({ files }) => files[0].name.sender);
  const excused = new Set(groups.filter(({ files }) => files.some((file) => file.toldAs?.hasLost)));
  for (const name of misnamed) {
    const parts = new Set(name.split(/[^0-9A-Za-z]+/));
    const found = (index: ReadonlyMap<string, readonly UnitGroup[]>) =>
      [...parts].flatMap((part) => index.get(part) ?? []);
    const ofSequence = found(bySequence);
    const near =
      ofSequence.length > 0 ? ofSequence : found(bySender).filter(({ files }) => parts.has(files[0].name.receiver));
    if (near.length === 0) return new Set(groups);
    for (const group of near) excused.add(group);
  }
  return excused;
}

/**
 * Files that would be one unit but for an office, type, version or sequence that differs are one fault, not one for
 * each part of the unit: parts under one sequence are joined first, then parts between the same offices.
 */
function joinScattered(broken: readonly Candidate[]): { joined: UnitFaultFound[]; rest: readonly Candidate[] } {
  const joined: UnitFaultFound[] = [];
  let rest = broken;
  const keys = [
    ({ name }: NamedFile) => name.sequence,
    ({ name }: NamedFile) => [name.edition.version, name.sender, name.receiver].join('_'),
  ];
  for (const keyOf of keys) {
    for (const parts of groupBy(rest, (candidate) => keyOf(candidate.group.files[0])).values()) {
      const [first, ...others] = parts.flatMap((part) => part.group.files);
      if (first === undefined || parts.length < 2) continue;
      const match = nearestUnit([first, ...others]);
      if (!isPermitted(match)) continue;
      joined.push({ file: null, detail: detailOf('segments', match, []) });
      rest = rest.filter((candidate) => !parts.includes(candidate));
    }
  }
  return { joined, rest };
}

function faultOf({ group, match }: Candidate): UnitFaultFound {
  const { missing, surplus } = match;
  const [extra, ...more] = surplus;
  if (extra === undefined) return { ...placeOf(group), detail: detailOf('missing', match, missing) };
  if (missing.length > 0 || more.length > 0) return { ...placeOf(group), detail: detailOf('mixed', match, []) };
  return { file: extra, detail: detailOf('surplus', match, [extra.name.form.code]) };
}

function placeOf({ files: [first] }: UnitGroup): Pick<UnitFaultFound, 'file' | 'row'> {
  return first.toldAs === undefined ? { file: null } : { file: first, row: 1 };
}

export function detailOf(fault: UnitFault, { definition }: UnitMatch, forms: readonly FormCode[]): MessageDetail {
  return { unit: { fault, name: definition.name, forms } };
}
