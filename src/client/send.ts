import { randomUUID } from 'node:crypto';
import { createManifest, Manifest } from '../sealing/manifest.js';
import { Receipt } from '../sealing/receipt.js';
import { signStatement } from '../sealing/statement.js';
import { sha256Base64url } from '../sealing/digest.js';
import { Transmission } from './answers.js';
import { sameFiles, verifyReceipt } from './evidence.js';
import { EvidenceRefused } from './evidence-refused.js';
import { GatewayClient } from './gateway-client.js';
import { FileToSend, multipartBody } from './multipart-body.js';

export interface SendOptions {
  /** The files of one unit (送信単位). */
  readonly files: readonly FileToSend[];
  readonly destination: string;
  /** To the other side, at most 500 characters: signed with the files and sealed with them. */
  readonly message?: string;
  /** The office that a carrier sends for; otherwise the own one. */
  readonly sender?: string;
  /** Let the gateway check in the background; otherwise it does so for large units only. Either way the end is awaited. */
  readonly respondAsync?: boolean;
  /** How long to await a check in the background. */
  readonly patienceMilliseconds?: number;
  readonly onProgress?: (step: 'signing' | 'sending' | 'checking') => void;
}

export interface Sent {
  readonly transmission: Transmission;
  /** Signed by the gateway, verified, and about exactly these files. */
  readonly receipt: Receipt;
  /** True when this very unit had been sent before: nothing new was sent, the receipt is the first one's. */
  readonly duplicate: boolean;
}

/** A unit checked in the background was rejected; the transmission holds the findings. */
export class SendRejected extends Error {
  constructor(readonly transmission: Transmission) {
    super('the unit was rejected');
    this.name = 'SendRejected';
  }
}

/** The check in the background took longer than we would wait. It goes on: ask for the transmission later. */
export class StillChecking extends Error {
  constructor(readonly transmission: Transmission) {
    super('the unit is still being checked');
    this.name = 'StillChecking';
  }
}

const PATIENCE_MS = 10 * 60_000;
const FIRST_POLL_MS = 200;
const LONGEST_POLL_MS = 5_000;

/**
 * Signs one unit and sends it: manifest first, then the files byte for byte. Ends with the gateway's verified receipt. A
 * carrier signs with its own certificate for the office that gave it a mandate (GatewayProblem mandate-missing otherwise).
 * Throws GatewayProblem (code check-failed with the cells in `errors`), SendRejected, StillChecking,
 * GatewayUnreachable, EvidenceRefused.
 */
export async function send(gateway: GatewayClient, options: SendOptions): Promise<Sent> {
  const { transmission, manifest, jws, duplicate } = await submit(gateway, options, '/v1/transmissions');
  return { transmission, receipt: await receiptFor(gateway, transmission, manifest, jws, duplicate), duplicate };
}

/**
 * 登録・保留: the same, but the unit is checked only, and waits at the gateway until `release` or `discard`. Its receipt is
 * there once it is released. Throws as `send`.
 */
export async function hold(gateway: GatewayClient, options: SendOptions): Promise<Omit<Sent, 'receipt'>> {
  const { transmission, duplicate } = await submit(gateway, options, '/v1/transmissions?hold=true');
  return { transmission, duplicate };
}

async function submit(gateway: GatewayClient, options: SendOptions, path: string) {
  options.onProgress?.('signing');
  const manifest = manifestOf(gateway, options);
  const jws = await signStatement('careplan-manifest+jws', manifest, gateway.signer);
  options.onProgress?.('sending');
  const answer = await gateway.create<Transmission>(path, {
    upload: multipartBody(options.files, jws, options.message),
    headers: options.respondAsync ? { prefer: 'respond-async' } : {},
  });
  const transmission = await settled(gateway, answer, options);
  return { transmission, manifest, jws, duplicate: answer.duplicateOf !== undefined };
}

function manifestOf(gateway: GatewayClient, { files, destination, sender, message }: SendOptions): Manifest {
  return createManifest({
    files: [...files],
    sender: sender ?? gateway.officeNumber,
    destinations: [destination],
    client: gateway.identity.clientId,
    audience: gateway.identity.gatewayUrl,
    now: gateway.clock(),
    jti: randomUUID(),
    message,
  });
}

/** Waits for the end of a check in the background. */
async function settled(gateway: GatewayClient, sent: Transmission, options: SendOptions): Promise<Transmission> {
  let transmission = sent;
  let waited = 0;
  for (let pause = FIRST_POLL_MS; transmission.state === 'checking'; pause = Math.min(pause * 1.5, LONGEST_POLL_MS)) {
    options.onProgress?.('checking');
    if (waited >= (options.patienceMilliseconds ?? PATIENCE_MS)) throw new StillChecking(transmission);
    await gateway.wait(pause);
    waited += pause;
    transmission = await gateway.get<Transmission>(`/v1/transmissions/${sent.id}`);
  }
  if (transmission.state === 'rejected') throw new SendRejected(transmission);
  return transmission;
}

/** A repeated unit has the receipt of the first time, whose manifest was another one over the same files. */
async function receiptFor(
  gateway: GatewayClient,
  { id, receipt: jws }: Transmission,
  manifest: Manifest,
  manifestJws: string,
  duplicate: boolean,
): Promise<Receipt> {
  const receipt = await verifyReceipt(gateway.trust, jws, {
    gatewayUrl: gateway.identity.gatewayUrl,
    transmission: id,
    sender: manifest.sender,
    destination: manifest.destinations.join(),
  });
  const isOurs =
    sameFiles(receipt.files, manifest.files) && (duplicate || receipt.manifestSha256 === sha256Base64url(manifestJws));
  if (!isOurs) throw new EvidenceRefused('receipt', 'mismatch');
  return receipt;
}
