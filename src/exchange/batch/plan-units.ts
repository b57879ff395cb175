import { isAttachmentLike, parseAttachmentName } from '../../standard/attachments/attachment-name.js';
import { HELD } from '../../standard/editions.js';
import { FileName, inVersion, NO_MONTH, parseFileName } from '../../standard/file-name.js';
import { groupBy } from '../../standard/group-by.js';
import { isPermitted, leadingFile, nearestUnit, UnitKind } from '../../standard/units.js';
import { fileNameKey } from '../../sealing/file-name.js';
import { ManifestFile } from '../../sealing/manifest.js';
import { PlannedItem, UnassignedFile, UnassignedReason } from './batch.js';
import { harmlessName } from './harmless-name.js';

/** A file of the batch after all that was sent together has been taken apart. */
export interface PartFile extends ManifestFile {
  readonly manifest: number;
  /** Position in the upload, from 0. */
  readonly source: number;
  readonly entry: number | null;
}

export type PlannedUnit = Omit<PlannedItem, 'number' | 'transmissionId'>;

export interface Plan {
  /** In ascending sequence, as destinations import them. */
  readonly units: readonly PlannedUnit[];
  readonly unassigned: readonly UnassignedFile[];
}

interface Addressed extends PartFile {
  readonly parsed: FileName | null;
  readonly receiver: string;
  readonly sequence: string;
  readonly key: string;
}

/**
 * Which files make a unit: those that one manifest names, with the same offices and sequence in their names, as unit keys
 * have it. Whether the unit is a permitted one is for its check; what is left over is named, never guessed.
 */
export function planUnits(files: readonly PartFile[]): Plan {
  const units: PlannedUnit[] = [];
  const unassigned: UnassignedFile[] = [];
  const addressed: Addressed[] = [];
  for (const file of files) {
    const found = addressOf(file);
    if (found) addressed.push(found);
    else unassigned.push(unassignedFile(file, 'file-name'));
  }
  for (const group of groupBy(addressed, ({ key }) => key).values()) {
    const reason = whyNoUnit(group);
    if (reason === null) units.push(unitOf(group));
    else unassigned.push(...group.map((file) => unassignedFile(file, reason)));
  }
  return { units: units.sort(bySequence), unassigned };
}

function addressOf(file: PartFile): Addressed | null {
  const attachment = isAttachmentLike(file.name);
  const parsed = attachment ? parseAttachmentName(file.name) : parseFileName(file.name);
  if (parsed === null || typeof parsed === 'string') return null;
  const { sender, receiver, sequence } = parsed;
  const key = [file.manifest, sender, receiver, sequence].join(' ');
  return { ...file, parsed: 'form' in parsed ? parsed : null, receiver, sequence, key };
}

function whyNoUnit(group: readonly Addressed[]): UnassignedReason | null {
  const keys = new Set(group.map(({ name }) => fileNameKey(name)));
  if (keys.size !== group.length) return 'name-twice';
  return group.every(({ parsed }) => parsed === null) ? 'attachment-alone' : null;
}

function unitOf(group: readonly Addressed[]): PlannedUnit {
  const [first] = group;
  if (!first) throw new RangeError('a unit has files');
  const { manifest, receiver: destination, sequence } = first;
  const files = group.map(({ name, size, sha256, source }) => ({ name, size, sha256, source }));
  const size = files.reduce((sum, file) => sum + file.size, 0);
  return { manifest, destination, sequence, ...kindOf(group), files, size };
}

/** What the names alone tell; the check says it for certain. */
function kindOf(group: readonly Addressed[]): { kind: UnitKind | null; month: string | null } {
  const names = group.flatMap(({ name, parsed }) => (parsed ? [{ name, parsed }] : []));
  const version = names.find(({ parsed }) => parsed.others.length === 0)?.parsed.edition.version;
  const [first, ...others] = names.map(({ name, parsed }) => ({
    source: { name },
    name: version === undefined ? parsed : inVersion(parsed, version),
    held: HELD,
  }));
  if (!first) return { kind: null, month: null };
  const match = nearestUnit([first, ...others]);
  const { month } = leadingFile({ files: [first, ...others] }, match).name;
  return { kind: isPermitted(match) ? match.definition.kind : null, month: month === NO_MONTH ? null : month };
}

function unassignedFile({ name, source, entry }: PartFile, reason: UnassignedReason): UnassignedFile {
  return { name: harmlessName(name), position: source + 1, entry, reason, findings: [], findingsTotal: 0 };
}

function bySequence(a: PlannedUnit, b: PlannedUnit): number {
  return a.sequence < b.sequence ? -1 : a.sequence > b.sequence ? 1 : 0;
}
