import { randomUUID } from 'node:crypto';
import { createManifest } from '../sealing/manifest.js';
import { signStatement } from '../sealing/statement.js';
import { Finding } from '../standard/findings.js';
import { UnitKind } from '../standard/layouts/unit-definition.js';
import { ManifestFile } from '../sealing/manifest.js';
import { Capability } from './capability.js';
import { GatewayClient } from './gateway-client.js';
import { FileToSend, multipartBody } from './multipart-body.js';

export type BatchState = 'staged' | 'working' | 'finished' | 'cancelled';
export type BatchItemState = 'waiting' | 'accepted' | 'held' | 'rejected' | 'duplicate' | 'cancelled';

/** Many units in one go (一括送信). */
export interface Batch {
  readonly id: string;
  readonly state: BatchState;
  readonly sender: string;
  readonly hold: boolean;
  readonly files: number;
  readonly items: number | null;
  readonly counts: Readonly<Record<BatchItemState, number>>;
  /** Files that belong to no unit. */
  readonly unassigned: readonly {
    readonly name: string | null;
    readonly position: number;
    readonly entry: number | null;
    readonly reason: string;
    readonly message: { readonly ja: string; readonly en: string };
    readonly findings: readonly Finding[];
  }[];
  /** Destinations that cannot take data. */
  readonly undeliverable: readonly {
    readonly office: string;
    readonly name: string | null;
    readonly capability: Capability | null;
  }[];
}

/** One unit of a batch. */
export interface BatchItem {
  readonly number: number;
  readonly state: BatchItemState;
  readonly destination: string;
  readonly destinationName: string | null;
  readonly kind: UnitKind | null;
  readonly sequence: string;
  readonly month: string | null;
  readonly files: readonly ManifestFile[];
  readonly transmission: string | null;
  readonly problem: string | null;
  readonly capability: Capability | null;
  readonly findings: readonly Finding[];
  readonly findingsTotal: number;
}

/** Files that are signed together, and for whom. */
export interface SignedTogether {
  readonly files: readonly FileToSend[];
  readonly destinations: readonly string[];
}

const FIRST_POLL_MS = 200;
const LONGEST_POLL_MS = 5_000;

/** Signs each group of files and sends all of them in one upload. Throws GatewayProblem, GatewayUnreachable. */
export async function sendBatch(
  gateway: GatewayClient,
  groups: readonly SignedTogether[],
  { sender, hold }: { readonly sender?: string; readonly hold?: boolean } = {},
): Promise<Batch> {
  const manifests: string[] = [];
  for (const { files, destinations } of groups) {
    const manifest = createManifest({
      files: [...files],
      sender: sender ?? gateway.officeNumber,
      destinations: [...destinations],
      client: gateway.identity.clientId,
      audience: gateway.identity.gatewayUrl,
      now: gateway.clock(),
      jti: randomUUID(),
    });
    manifests.push(await signStatement('careplan-manifest+jws', manifest, gateway.signer));
  }
  const files = groups.flatMap((group) => group.files);
  const path = hold ? '/v1/batches?hold=true' : '/v1/batches';
  return gateway.create<Batch>(path, { upload: multipartBody(files, manifests) });
}

/** @throws GatewayProblem, GatewayUnreachable */
export function findBatch(gateway: GatewayClient, id: string): Promise<Batch> {
  return gateway.get<Batch>(`/v1/batches/${encodeURIComponent(id)}`);
}

/** Sends no more of it. @throws GatewayProblem, GatewayUnreachable */
export function cancelBatch(gateway: GatewayClient, id: string): Promise<Batch> {
  return gateway.post<Batch>(`/v1/batches/${encodeURIComponent(id)}/cancellation`, { json: {} }, true);
}

/** Waits for the end of a batch. It goes on without us, too. */
export async function batchEnded(
  gateway: GatewayClient,
  id: string,
  onProgress: (batch: Batch) => void = () => undefined,
): Promise<Batch> {
  let batch = await findBatch(gateway, id);
  for (let pause = FIRST_POLL_MS; isGoingOn(batch); pause = Math.min(pause * 1.5, LONGEST_POLL_MS)) {
    onProgress(batch);
    await gateway.wait(pause);
    batch = await findBatch(gateway, id);
  }
  return batch;
}

export function isGoingOn({ state }: Pick<Batch, 'state'>): boolean {
  return state === 'staged' || state === 'working';
}

/** Every unit of a batch, in ascending sequence. */
export async function batchItems(gateway: GatewayClient, id: string): Promise<BatchItem[]> {
  const items: BatchItem[] = [];
  const path = `/v1/batches/${encodeURIComponent(id)}/items?limit=1000`;
  for (let next: string | null = ''; next !== null;) {
    const page: { items: BatchItem[]; next: string | null } = await gateway.get(
      next ? `${path}&cursor=${encodeURIComponent(next)}` : path,
    );
    items.push(...page.items);
    next = page.next;
  }
  return items;
}
