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

/** Findings that are kept of one combined file. */
const maxFindings = 1000;

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
export async function takeApart(source: UploadedFile, limits: ArchiveLimits): Promise<TakenApart> {
  if (!isArchive(source.name)) return split(source, null, limits.files);
  const unpacked = await unpackArchive(source.bytes, limits);
  if (typeof unpacked === 'string')
    return lost({ ...nothingFound, name: source.name, entry: null }, `archive-${unpacked}`);
  const parts: TakenApart[] = [];
  for (const [index, { name, bytes }] of unpacked.entries()) {
    const entry = index + 1;
    const file = { name, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) };
    if (isCombinedLike(name)) parts.push(await split(file, entry, limits.files));
    else parts.push({ files: [{ ...file, entry, warnings: [] }], lost: [] });
  }
  return { files: parts.flatMap(({ files }) => files), lost: parts.flatMap((part) => part.lost) };
}

/**
 * A combined file with an error of its own is not taken apart: a record that belongs to no file may be missing from any,
 * and a unit without it would be sent as if it were whole.
 */
async function split(source: UploadedFile, entry: number | null, mostFiles: number): Promise<TakenApart> {
  const made = await splitCombinedInTurns(source, { files: mostFiles, faults: maxFindings }, () => setImmediate());
  const found = findingsOf(source.name, made);
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

function findingsOf(file: string, { faults, faultsTotal }: SplitFile): FindingList {
  const found = new FindingList(maxFindings);
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
