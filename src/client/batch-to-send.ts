import { zipSync, Zippable } from 'fflate';
import { parseAttachmentName } from '../standard/attachments/attachment-name.js';
import { unpackArchive } from '../standard/combined/archive.js';
import { isArchive } from '../standard/combined/check-sent.js';
import { splitCombined } from '../standard/combined/combined-file.js';
import { isCombinedLike } from '../standard/combined/combined-name.js';
import { parseFileName } from '../standard/file-name.js';
import { SignedTogether } from './batch.js';
import { FileToSend } from './multipart-body.js';
import { DestinationUnclear, unitsToSend } from './units-to-send.js';

/** A manifest for each unit (`units`), one over all (`whole`), or one over a zip of all (`zip`). */
export type BatchForm = 'units' | 'whole' | 'zip';

/** What a zip of ours is bounded by: the gateway decides what it takes. */
const room = { files: 10_000, bytes: 512 * 1024 * 1024 };

/**
 * Sorts files for signing. What says itself where it goes is signed unit by unit; zips and combined CSVs are opened to
 * see for whom they are, and signed as a whole for these offices and no other. Throws DestinationUnclear.
 */
export async function batchToSend(files: readonly FileToSend[], form: BatchForm): Promise<SignedTogether[]> {
  const destinations = new Set<string>();
  for (const file of files) for (const office of await officesIn(file)) destinations.add(office);
  if (destinations.size === 0) throw new DestinationUnclear(files.map(({ name }) => name));
  const all = [...destinations].sort();
  if (form === 'zip') return [{ files: [zipOf(files)], destinations: all }];
  if (form === 'whole') return [{ files, destinations: all }];

  const isNamed = ({ name }: FileToSend) => addressee(name) !== null;
  const units = unitsToSend(files.filter(isNamed)).map((unit) => ({
    files: unit.files,
    destinations: [unit.destination],
  }));
  const others = files.filter((file) => !isNamed(file));
  return others.length === 0 ? units : [...units, { files: others, destinations: all }];
}

/** Where a name of the standard says that a file goes; null for any other name. */
function addressee(name: string): string | null {
  const parsed = parseFileName(name);
  if (typeof parsed !== 'string') return parsed.receiver;
  return parseAttachmentName(name)?.receiver ?? null;
}

async function officesIn(file: FileToSend): Promise<string[]> {
  if (isArchive(file.name)) {
    const unpacked = await unpackArchive(file.bytes, room);
    return typeof unpacked === 'string' ? [] : unpacked.flatMap(officesOf);
  }
  return officesOf(file);
}

function officesOf(file: FileToSend): string[] {
  const made = isCombinedLike(file.name) ? splitCombined(file).files : [file];
  return made.map(({ name }) => addressee(name)).filter((office) => office !== null);
}

/** Named by what is in it: the sequences of its units, of which the first stands for all. */
function zipOf(files: readonly FileToSend[]): FileToSend {
  const entries: Zippable = Object.fromEntries(files.map(({ name, bytes }) => [name, bytes]));
  const [first = '0'] = files.flatMap(({ name }) => /\d{14}/.exec(name) ?? []).sort();
  return { name: `${first}.zip`, bytes: zipSync(entries, { level: 6 }) };
}
