import { Certificate } from '../sealing/certificate.js';
import { sha256Base64url } from '../sealing/digest.js';
import { Manifest, ManifestFile, readManifest } from '../sealing/manifest.js';
import { Confirmation, readConfirmation, readReceipt, Receipt } from '../sealing/receipt.js';
import { EvidenceRefused } from './evidence-refused.js';
import { Believed, isGatewayCertificate, Trust } from './trust.js';

/** Who signed, and for which office. */
export interface SignedBy {
  readonly client: string;
  /** As its certificate has it. */
  readonly name: string;
  readonly office: string;
  /** False when it is the office itself. */
  readonly byCarrier: boolean;
}

/** What one side of a transmission states. */
export interface SignedFor<T> extends Believed<T> {
  readonly signedBy: SignedBy;
}

/** What a receipt must be about. */
export interface ReceiptSubject {
  readonly gatewayUrl: string;
  readonly transmission: string;
  readonly sender: string;
  readonly destination: string;
}

/**
 * The gateway's word that it accepted a transmission: signed by it, and about this one. Its files and digests are for
 * the caller to compare. Throws EvidenceRefused.
 */
export async function verifyReceipt(trust: Trust, jws: string | null, about: ReceiptSubject): Promise<Receipt> {
  if (jws === null) throw new EvidenceRefused('receipt', 'missing');
  const { content, signer } = await trust.believe('receipt', 'careplan-receipt+jws', jws, readReceipt, issuedAt);
  if (!isGatewayCertificate(signer)) throw new EvidenceRefused('receipt', 'other-signer');
  const isAboutIt =
    content.iss === about.gatewayUrl &&
    content.kind === 'accepted' &&
    content.transmission === about.transmission &&
    content.sender === about.sender &&
    content.destination === about.destination;
  if (!isAboutIt) throw new EvidenceRefused('receipt', 'mismatch');
  return content;
}

/**
 * The sender's word about its files: for that destination, and the one that the gateway's receipt names. Signed with a
 * certificate of that very office; or with a carrier's, which names a client and no office: then the receipt is the
 * gateway's signed word that it accepted this client for that office, by its mandate (付8 6-2). Throws EvidenceRefused.
 */
export async function verifyManifest(trust: Trust, jws: string, receipt: Receipt): Promise<SignedFor<Manifest>> {
  const accepted = () => new Date(receipt.iat * 1000);
  const believed = await trust.believe('manifest', 'careplan-manifest+jws', jws, readManifest, accepted);
  const { content, signer } = believed;
  const signedBy = requireSigner('manifest', signer, content.client, receipt.sender);
  const isThisOne =
    content.client === receipt.client &&
    sha256Base64url(jws) === receipt.manifestSha256 &&
    content.aud === receipt.iss &&
    content.sender === receipt.sender &&
    content.destinations.includes(receipt.destination) &&
    sameFiles(content.files, receipt.files);
  if (!isThisOne) throw new EvidenceRefused('manifest', 'mismatch');
  return { ...believed, signedBy };
}

/**
 * The destination's word, or its carrier's, that it opened exactly the content of that receipt. No receipt names the
 * carriers of a destination: that this one had its mandate is what the gateway says by taking the confirmation. Throws
 * EvidenceRefused.
 */
export async function verifyConfirmation(
  trust: Trust,
  jws: string,
  receipt: Receipt,
): Promise<SignedFor<Confirmation>> {
  const type = 'careplan-confirmation+jws';
  const believed = await trust.believe('confirmation', type, jws, readConfirmation, issuedAt);
  const { content, signer } = believed;
  const signedBy = requireSigner('confirmation', signer, content.client, receipt.destination);
  const isAboutIt =
    content.aud === receipt.iss &&
    content.transmission === receipt.transmission &&
    content.office === receipt.destination &&
    content.contentSha256 === receipt.contentSha256;
  if (!isAboutIt) throw new EvidenceRefused('confirmation', 'mismatch');
  return { ...believed, signedBy };
}

/** The same files, in whatever order: names, sizes and digests. */
export function sameFiles(some: readonly ManifestFile[], others: readonly ManifestFile[]): boolean {
  const lineOf = ({ name, size, sha256 }: ManifestFile): string => JSON.stringify([name, size, sha256]);
  return some.map(lineOf).sort().join() === others.map(lineOf).sort().join();
}

/**
 * Client and office stand in the certificate, where the gateway's authority wrote them: what a message claims must be the
 * same. A certificate of another office never does; one without an office is a carrier's, unless it is the gateway's own.
 */
function requireSigner(
  subject: 'manifest' | 'confirmation',
  signer: Certificate,
  client: string,
  office: string,
): SignedBy {
  const byCarrier = signer.officeNumber === null;
  const isAllowed = byCarrier ? !isGatewayCertificate(signer) : signer.officeNumber === office;
  if (!isAllowed || signer.clientId !== client) throw new EvidenceRefused(subject, 'other-signer');
  return { client, name: signer.commonName, office, byCarrier };
}

function issuedAt({ iat }: { iat: number }): Date {
  return new Date(iat * 1000);
}
