import { randomUUID } from 'node:crypto';
import { issueCertificate } from '../sealing/authority.js';
import { Certificate } from '../sealing/certificate.js';
import { CLIENT_ID, makeKeys, makeTrust, NOW, OFFICE, Trust } from '../sealing/certificates.fixture.js';
import { packContent, PackagedFile } from '../sealing/content-package.js';
import { sha256Base64url } from '../sealing/digest.js';
import { createManifest } from '../sealing/manifest.js';
import { Receipt } from '../sealing/receipt.js';
import { sealContent } from '../sealing/seal.js';
import { signStatement, Signer } from '../sealing/statement.js';
import { Transmission } from './answers.js';
import { ClientIdentity } from './client-identity.js';
import { GatewayClient, GatewayClientSettings } from './gateway-client.js';

export { CLIENT_ID, NOW, OFFICE } from '../sealing/certificates.fixture.js';

export const GATEWAY = 'http://gateway.example';
export const OTHER_OFFICE = '1371215102';
export const TRANSMISSION = '01955c2e-7c00-7000-8000-000000000010';

/** A gateway and the offices it has certified, all under one root. */
export interface Parties {
  readonly trust: Trust;
  readonly gateway: Signer;
  readonly sender: ClientIdentity;
  readonly destination: ClientIdentity;
}

export async function makeParties(): Promise<Parties> {
  const trust = await makeTrust();
  return {
    trust,
    gateway: await certified(trust, { clientId: 'gateway', officeNumber: null, usage: 'gateway' }),
    sender: await makeIdentity(trust, randomUUID(), OTHER_OFFICE),
    destination: await makeIdentity(trust, CLIENT_ID, OFFICE),
  };
}

/** Without an office it is a carrier's. */
export async function makeIdentity(
  trust: Trust,
  clientId: string,
  officeNumber: string | null,
): Promise<ClientIdentity> {
  const { privateKey, certificate } = await certified(trust, { clientId, officeNumber, usage: 'client' });
  return {
    gatewayUrl: GATEWAY,
    clientId,
    officeNumber,
    privateKey,
    certificate,
    intermediates: [trust.issuing.certificate],
    root: trust.root.certificate,
  };
}

async function certified(
  trust: Trust,
  names: { clientId: string; officeNumber: string | null; usage: 'client' | 'gateway' },
): Promise<Signer & { certificate: Certificate }> {
  const { publicKey, privateKey } = makeKeys('ec');
  const certificate = await issueCertificate(trust.issuing, {
    publicKey,
    commonName: names.clientId,
    ...names,
    now: NOW,
    validDays: 365,
  });
  return { privateKey, certificate, chain: trust.issuing.chain };
}

/** A client whose clock stands still, and which never waits. Its gateway names no further authority, and nothing else. */
export function clientOf(identity: ClientIdentity, settings: GatewayClientSettings = {}): GatewayClient {
  const fetch: typeof globalThis.fetch = (url) =>
    Promise.resolve(new Response('', { status: String(url) === `${GATEWAY}/v1/pki/ca.pem` ? 200 : 404 }));
  return new GatewayClient(identity, { clock: () => NOW, sleep: () => Promise.resolve(), fetch, ...settings });
}

export interface Delivery {
  readonly transmission: Transmission;
  readonly sealed: string;
}

/** What may be otherwise than it should in a delivery. */
export interface Deviation {
  readonly manifestSigner?: ClientIdentity;
  readonly receiptSigner?: Signer;
  readonly receipt?: Partial<Receipt>;
  readonly filesPacked?: PackagedFile[];
  readonly messageSigned?: string;
  readonly messagePacked?: string;
  readonly binding?: { readonly sender?: string; readonly transmission?: string };
  readonly sealedFor?: Certificate;
}

const FILES: PackagedFile[] = [{ name: 'UPPLAN.CSV', bytes: Buffer.from('a,b\r\n') }];

/** One transmission from sender to destination, as a gateway would hand it out. */
export async function deliver(parties: Parties, deviation: Deviation = {}): Promise<Delivery> {
  const { sender, destination } = parties;
  const signer = deviation.manifestSigner ?? sender;
  const manifest = createManifest({
    files: FILES,
    sender: OTHER_OFFICE,
    destinations: [OFFICE],
    client: signer.clientId,
    audience: GATEWAY,
    now: NOW,
    jti: randomUUID(),
    message: deviation.messageSigned,
  });
  const jws = await signStatement('careplan-manifest+jws', manifest, signer);
  const { filesPacked: files = FILES, messagePacked: message } = deviation;
  const content = packContent({ manifest: jws, files, message });
  const recipient = deviation.sealedFor ?? destination.certificate;
  const sealed = await sealContent(content, [recipient], {
    transmission: TRANSMISSION,
    sender: OTHER_OFFICE,
    destination: OFFICE,
    ...deviation.binding,
  });
  const receipt: Receipt = {
    iss: GATEWAY,
    jti: randomUUID(),
    iat: Math.floor(NOW.getTime() / 1000),
    kind: 'accepted',
    transmission: TRANSMISSION,
    submission: randomUUID(),
    sender: OTHER_OFFICE,
    destination: OFFICE,
    client: signer.clientId,
    unit: null,
    files: manifest.files,
    manifestSha256: sha256Base64url(jws),
    contentSha256: sha256Base64url(content),
    ...deviation.receipt,
  };
  const receiptJws = await signStatement('careplan-receipt+jws', receipt, deviation.receiptSigner ?? parties.gateway);
  return { transmission: transmissionOf(receipt, receiptJws), sealed };
}

export function transmissionOf(receipt: Receipt, jws: string | null): Transmission {
  const at = NOW.toISOString();
  return {
    id: receipt.transmission,
    submission: receipt.submission,
    state: 'available',
    client: receipt.client,
    byCarrier: false,
    sameCarrier: false,
    sender: receipt.sender,
    destination: receipt.destination,
    unit: null,
    files: receipt.files,
    size: 0,
    receipt: jws,
    confirmation: null,
    contentSha256: receipt.contentSha256,
    problem: null,
    capability: null,
    findings: [],
    findingsTotal: 0,
    createdAt: at,
    availableAt: at,
    collectedAt: null,
    confirmedAt: null,
    expiresAt: null,
    hop: null,
    supersedes: null,
    supersededBy: null,
    hasMessage: false,
    endedAt: null,
    endReceipt: null,
    importResult: null,
    importToldAt: null,
    importCells: [],
    extendedAt: null,
    contentDeletedAt: null,
  };
}
