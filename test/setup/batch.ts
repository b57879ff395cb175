import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { zip } from '../../src/standard/combined/zip.fixture.js';
import { combined, combinedRecords } from '../../src/standard/combined/combined.fixture.js';
import { Manifest } from '../../src/sealing/manifest.js';
import { Answer, Part } from './api.js';
import { TestCaller } from './caller.js';
import { SampleFile, World } from './world.js';

export interface BatchBody {
  readonly id: string;
  readonly state: string;
  readonly sender: string;
  readonly byCarrier: boolean;
  readonly hold: boolean;
  readonly files: number;
  readonly items: number | null;
  readonly counts: Record<string, number>;
  readonly unassigned: {
    name: string | null;
    position: number;
    entry: number | null;
    reason: string;
    findings: { rule: string; row: number | null; column: number | null }[];
  }[];
  readonly undeliverable: { office: string; name: string | null; capability: { reachableOtherwise: object } | null }[];
  readonly type?: string;
  readonly reason?: string;
  readonly unit?: string;
  readonly limit?: number;
}

export interface ItemBody {
  readonly number: number;
  readonly state: string;
  readonly destination: string;
  readonly destinationName: string | null;
  readonly kind: string | null;
  readonly sequence: string;
  readonly transmission: string | null;
  readonly problem: string | null;
  readonly files: { name: string }[];
  readonly capability: { reachableOtherwise: object } | null;
  readonly findings: { file: string; row: number; column: number; rule: string; severity: string }[];
}

/** Files that one manifest names, and for whom. */
export interface SignedFiles {
  readonly files: readonly SampleFile[];
  readonly destinations: readonly string[];
  readonly manifest?: Partial<Manifest>;
}

export interface BatchChanges {
  readonly idempotencyKey?: string;
  readonly hold?: boolean;
  readonly parts?: readonly Part[];
}

/** The parts of a batch: all manifests, then all files. */
export async function batchParts(world: World, sender: TestCaller, signed: readonly SignedFiles[]): Promise<Part[]> {
  const manifests = await Promise.all(
    signed.map(({ files, destinations, manifest }) =>
      world.manifest(sender, files, { manifest: { destinations: [...destinations], ...manifest } }),
    ),
  );
  return [
    ...manifests.map((content) => ({ name: 'manifest', content })),
    ...signed.flatMap(({ files }) =>
      files.map(({ name, bytes }) => ({ name: 'file', content: bytes, fileName: name })),
    ),
  ];
}

export async function sendBatch(
  world: World,
  sender: TestCaller,
  signed: readonly SignedFiles[],
  { idempotencyKey, hold, parts }: BatchChanges = {},
): Promise<Answer<BatchBody>> {
  return world.api.post('/v1/batches', {
    caller: sender,
    parts: parts ?? (await batchParts(world, sender, signed)),
    headers: { 'idempotency-key': idempotencyKey ?? randomUUID() },
    ...(hold && { query: { hold: 'true' } }),
  });
}

export async function findBatch(world: World, caller: TestCaller, id: string): Promise<BatchBody> {
  return (await world.api.get<BatchBody>(`/v1/batches/${id}`, { caller })).body;
}

/** Waits until a batch has ended. */
export async function ended(world: World, caller: TestCaller, id: string): Promise<BatchBody> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const body = await findBatch(world, caller, id);
    if (body.state !== 'staged' && body.state !== 'working') return body;
    await sleep(50);
  }
  throw new Error('The batch goes on and on.');
}

/** Every item, through all pages. */
export async function itemsOf(world: World, caller: TestCaller, id: string, limit = 100): Promise<ItemBody[]> {
  const items: ItemBody[] = [];
  let cursor: string | null = null;
  do {
    const query: Record<string, string | number> = { limit, ...(cursor && { cursor }) };
    const path = `/v1/batches/${id}/items`;
    const { body } = await world.api.get<{ items: ItemBody[]; next: string | null }>(path, { caller, query });
    items.push(...body.items);
    cursor = body.next;
  } while (cursor);
  return items;
}

/** The same unit for another office. */
export function addressedTo(files: readonly SampleFile[], destination: string, from = '1370000011'): SampleFile[] {
  return files.map(({ name, bytes }) => ({
    name: name.replace(`_${from}_`, `_${destination}_`),
    bytes: Buffer.from(bytes.toString('latin1').replaceAll(from, destination), 'latin1'),
  }));
}

/** 案①. */
export function zipped(files: readonly SampleFile[], name = '20250325.zip'): SampleFile {
  return { name, bytes: zip(files.map((file) => ({ path: file.name, content: file.bytes, deflated: true }))) };
}

let combinedFiles = 0;

/** 案②, each time with a sequence of its own. */
export function combinedOf(files: readonly SampleFile[]): SampleFile {
  const sequence = new Date(Date.UTC(2025, 2, 25) + 60_000 * combinedFiles++)
    .toISOString()
    .replace(/\D/g, '')
    .slice(0, 14);
  const { name, bytes } = combined(combinedRecords(files), `COMBINED_1371215102_${sequence}.CSV`);
  return { name, bytes: Buffer.from(bytes) };
}
