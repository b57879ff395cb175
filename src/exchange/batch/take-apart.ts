import { setImmediate } from 'node:timers/promises';
import { isArchive } from '../../standard/combined/check-sent.js';
import { ArchiveLimits, unpackArchive } from '../../standard/combined/archive.js';
import { splitCombinedInTurns, SplitFile } from '../../standard/combined/combined-file.js';
import { isCombinedLike } from '../../standard/combined/combined-name.js';
import { LEADING_COLUMNS } from '../../standard/combined/combined-rows.js';
import { FindingList } from '../../standard/finding-list.js';
import { Finding } from '../../standard/findings.js';
import { UploadedFile } from '../upload.js';
import { UnassignedReason } from './batch.js';

/** What one zip or combined file may become, and how many findings are kept of what is wrong with it. */
export interface Room extends ArchiveLimits {
  readonly findings: number;
}

/** A file that came out of another one. */
export interface TakenFile extends UploadedFile {
  /** Of the file inside of its zip, from 1; null where it is none. */
  readonly entry: number | null;
  /** What was found wrong with the combined file around it, and tolerated. */
  readonly warnings: readonly Finding[];
}

/** A zip, or a combined file, that yields nothing. */
export interface LostSource {
  readonly name: string;
  readonly entry: number | null;
  readonly reason: UnassignedReason;
  readonly findings: readonly Finding[];
  readonly findingsTotal: number;
}

export interface TakenApart {
  readonly files: readonly TakenFile[];
  readonly lost: readonly LostSource[];
}

/** True for what is no file of a unit itself: a zip (案①) or a combined CSV (案②). */
export function isToBeTakenApart(name: string): boolean {
  return isArchive(name) || isCombinedLike(name);
}

/** The files in a zip or a combined CSV. The same bytes give the same files, in the same order. */
export async function takeApart(source: UploadedFile, limits: Room): Promise<TakenApart> {
  if (!isArchive(source.name)) return split(source, null, limits);
  const unpacked = await unpackArchive(source.bytes, limits);
  if (typeof unpacked === 'string')
    return lost({ ...nothingFound, name: source.name, entry: null }, `archive-${unpacked}`);
  const parts: TakenApart[] = [];
  const room = { ...limits, files: limits.files - unpacked.length };
  for (const [index, { name, bytes }] of unpacked.entries()) {
    const entry = index + 1;
    const file = { name, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) };
    if (!isCombinedLike(name)) {
      parts.push({ files: [{ ...file, entry, warnings: [] }], lost: [] });
      continue;
    }
    const part = await split(file, entry, room);
    room.files -= part.files.length;
    room.findings -= findingsIn(part);
    parts.push(part);
  }
  return { files: parts.flatMap(({ files }) => files), lost: parts.flatMap((part) => part.lost) };
}

/**
 * A combined file with an error of its own is not taken apart: a record that belongs to no file may be missing from any,
 * and a unit without it would be sent as if it were whole.
 */
async function split(source: UploadedFile, entry: number | null, room: Room): Promise<TakenApart> {
  const limits = { files: Math.max(0, room.files), faults: Math.max(0, room.findings) };
  const made = await splitCombinedInTurns(source, limits, () => setImmediate());
  const found = findingsOf(source.name, made, limits.faults);
  const findings = found.first();
  if (found.errors > 0 || made.hasLost) {
    return lost({ name: source.name, entry, findings, findingsTotal: found.total }, 'combined-faulty');
  }
  const files = made.files.map(({ name, bytes }) => {
    const rowOf = (row: number) => made.origins.get(name)?.rowOf(row) ?? row;
    const toldAs = { file: source.name, rowOf, columnsBefore: LEADING_COLUMNS, hasLost: false };
    const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    return { name, bytes: content, toldAs, entry, warnings: findings };
  });
  return { files, lost: [] };
}

/** How many findings of it are kept. */
export function findingsIn({ lost, files }: TakenApart): number {
  const warnings = new Set(files.map((file) => file.warnings));
  return [...lost.map((one) => one.findings), ...warnings].reduce((sum, { length }) => sum + length, 0);
}

function findingsOf(file: string, { faults, faultsTotal }: SplitFile, most: number): FindingList {
  const found = new FindingList(most);
  for (const { rule, row, column, field, detail } of faults) {
    const place = { file, row: row ?? undefined, column: column ?? undefined, field: field ?? undefined };
    found.add(rule, place, detail);
  }
  const last = faults.at(-1);
  if (last !== undefined) found.count(last.rule, faultsTotal - faults.length);
  return found;
}

const nothingFound = { findings: [], findingsTotal: 0 };

function lost(source: Omit<LostSource, 'reason'>, reason: UnassignedReason): TakenApart {
  return { files: [], lost: [{ ...source, reason }] };
}
