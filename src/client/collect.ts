import { ContentPackage, PackagedFile, PackageRefused, unpackContent } from '../sealing/content-package.js';
import { Certificate } from '../sealing/certificate.js';
import { sha256Base64url } from '../sealing/digest.js';
import { Extract } from '../sealing/extract.js';
import { Manifest } from '../sealing/manifest.js';
import { Receipt } from '../sealing/receipt.js';
import { openContent, SealRefused } from '../sealing/seal.js';
import { Transmission } from './answers.js';
import { Holding } from './client-identity.js';
import { sameFiles, SignedBy, verifyReceipt } from './evidence.js';
import { EvidenceRefused } from './evidence-refused.js';
import { GatewayClient } from './gateway-client.js';
import { verifySigned } from './signed-content.js';

/** What arrived, opened and proven to be what its sender signed. */
export interface Collected {
  readonly transmission: Transmission;
  /** Exactly as the sender's software wrote them. */
  readonly files: readonly PackagedFile[];
  /** What the sender wrote to go with them, as signed. */
  readonly message: string | null;
  /** The sender's; or the gateway's extract of it, where the sender signed more than this destination may know. */
  readonly manifest: Manifest | Extract;
  /** The certificate that signed it: the sender's, its carrier's, or for an extract the gateway's. */
  readonly signer: Certificate;
  /** Whose it is, and for which office it signed. */
  readonly signedBy: SignedBy;
  readonly receipt: Receipt;
  /** SHA-256 of the opened content package: what a confirmation states. */
  readonly contentSha256: string;
}

type Opened = Awaited<ReturnType<typeof openContent>>;

/** Beside the files a package holds the manifest, the message, and what the zip needs for itself. */
const PACKAGE_EXTRA_BYTES = 2 * 1024 * 1024;

/**
 * Fetches one transmission, opens it with the own key and verifies it: binding → content digest of the gateway's
 * receipt → signature and certificate of the sender or its carrier → each file's digest and the message's. Nothing is written, nothing
 * confirmed. A carrier collects for every office that lets it.
 * Throws GatewayProblem, GatewayUnreachable, EvidenceRefused.
 */
export async function collect(gateway: GatewayClient, id: string): Promise<Collected> {
  const path = `/v1/transmissions/${encodeURIComponent(id)}`;
  const sealed = await gateway.getBytes(`${path}/content`);
  const transmission = await gateway.get<Transmission>(path);
  return openTransmission(gateway, transmission, sealed.toString('utf8'));
}

/** The part of collecting that needs no gateway. Throws EvidenceRefused. */
export async function openTransmission(
  gateway: GatewayClient,
  transmission: Transmission,
  sealed: string,
): Promise<Collected> {
  const receipt = await verifyReceipt(gateway.trust, transmission.receipt, {
    gatewayUrl: gateway.identity.gatewayUrl,
    transmission: transmission.id,
    sender: transmission.sender,
    // A carrier collects for many; what was sealed for it says for whom, and must say the same.
    destination: gateway.identity.officeNumber ?? transmission.destination,
  });
  const content = await open(gateway, receipt, sealed);
  const contentSha256 = sha256Base64url(content);
  if (contentSha256 !== receipt.contentSha256) throw new EvidenceRefused('content', 'mismatch');
  const { manifest: jws, files, message } = unpack(content, receipt);
  const { content: manifest, signer, signedBy } = await verifySigned(gateway.trust, jws, receipt);
  const present = files.map(({ name, bytes }) => ({ name, size: bytes.length, sha256: sha256Base64url(bytes) }));
  if (!sameFiles(present, manifest.files) || !isMessageOf(manifest, message))
    throw new EvidenceRefused('content', 'mismatch');
  return { transmission, files, message: message ?? null, manifest, signer, signedBy, receipt, contentSha256 };
}

/** The sender has signed this message, or that there is none. */
function isMessageOf(signed: Collected['manifest'], message: string | undefined): boolean {
  // With an extract of the gateway no message goes: it would be to several.
  const messageSha256 = 'messageSha256' in signed ? signed.messageSha256 : undefined;
  return messageSha256 === (message === undefined ? undefined : sha256Base64url(message));
}

/** The seal names what it was made for, authenticated with the content: another's ciphertext does not pass. */
async function open({ identity }: GatewayClient, receipt: Receipt, sealed: string): Promise<Uint8Array> {
  try {
    const { content, binding } = await openWithAny(sealed, [identity, ...(identity.earlier ?? [])]);
    const isThisOne =
      binding.transmission === receipt.transmission &&
      binding.sender === receipt.sender &&
      binding.destination === receipt.destination;
    if (!isThisOne) throw new EvidenceRefused('content', 'mismatch');
    return content;
  } catch (cause) {
    if (!(cause instanceof SealRefused)) throw cause;
    // Sealed before this terminal was enrolled: nothing in it is for this key, but another terminal can open it.
    throw new EvidenceRefused('content', cause.code === 'not-a-recipient' ? 'missing' : 'invalid', { cause });
  }
}

/** With the first key that it is sealed for. */
async function openWithAny(sealed: string, [holding, ...others]: readonly Holding[]): Promise<Opened> {
  if (!holding) throw new SealRefused('not-a-recipient');
  const { privateKey, certificate } = holding;
  try {
    return await openContent(sealed, { thumbprint: certificate.thumbprint, privateKey });
  } catch (error) {
    const isForAnother = error instanceof SealRefused && error.code === 'not-a-recipient' && others.length > 0;
    if (isForAnother) return openWithAny(sealed, others);
    throw error;
  }
}

/** The receipt says how much there is: whatever unpacks to more is refused before it fills the memory. */
function unpack(content: Uint8Array, { files }: Receipt): ContentPackage {
  const room = files.reduce((sum, { size }) => sum + size, PACKAGE_EXTRA_BYTES);
  try {
    return unpackContent(content, { packageBytes: room, totalBytes: room, files: files.length });
  } catch (cause) {
    if (cause instanceof PackageRefused) throw new EvidenceRefused('content', 'invalid', { cause });
    throw cause;
  }
}
