import { Certificate } from '../sealing/certificate.js';
import { sha256Base64url } from '../sealing/digest.js';
import { ImportResult, readImportResult } from '../sealing/import-result.js';
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
  /** False when it is the office itself; null where the certificate does not say so. */
  readonly byCarrier: boolean | null;
  /** Of its certificate: the gateway's own, or another one that the gateway takes (電子請求証明書の流用). */
  readonly authority: 'gateway' | 'other';
  /** Set where it signed this among other things: the gateway's extract says so, not its own signature. */
  readonly byExtract?: true;
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
export function verifyReceipt(trust: Trust, jws: string | null, about: ReceiptSubject): Promise<Receipt> {
  return verifyReceiptOf(trust, jws, about, 'accepted');
}

/** The same, that a transmission was recalled or expired before anybody collected it. Throws EvidenceRefused. */
export function verifyEndReceipt(
  trust: Trust,
  jws: string | null,
  about: ReceiptSubject & { readonly kind: 'recalled' | 'expired' },
): Promise<Receipt> {
  return verifyReceiptOf(trust, jws, about, about.kind);
}

async function verifyReceiptOf(
  trust: Trust,
  jws: string | null,
  about: ReceiptSubject,
  kind: Receipt['kind'],
): Promise<Receipt> {
  if (jws === null) throw new EvidenceRefused('receipt', 'missing');
  const { content, signer } = await trust.believe('receipt', 'careplan-receipt+jws', jws, readReceipt, issuedAt);
  if (!isGatewayCertificate(signer)) throw new EvidenceRefused('receipt', 'other-signer');
  const isAboutIt =
    content.iss === about.gatewayUrl &&
    content.kind === kind &&
    content.transmission === about.transmission &&
    content.sender === about.sender &&
    content.destination === about.destination;
  if (!isAboutIt) throw new EvidenceRefused('receipt', 'mismatch');
  return content;
}

/**
 * The sender's word about its files: for that destination, and the one that the gateway's receipt names. Signed with a
 * certificate of that very office; or with a carrier's, which names a client and no office: then the receipt is the
 * gateway's signed word that it accepted this client for that office, by its mandate (付8 6-2). The same word stands for
 * a certificate of another authority: the receipt names this very manifest by its digest. Throws EvidenceRefused.
 */
export async function verifyManifest(trust: Trust, jws: string, receipt: Receipt): Promise<SignedFor<Manifest>> {
  const accepted = () => new Date(receipt.iat * 1000);
  const believed = await trust.read('manifest', 'careplan-manifest+jws', jws, readManifest, accepted);
  const { content, signer, isForeign } = believed;
  const isAccepted = content.client === receipt.client && sha256Base64url(jws) === receipt.manifestSha256;
  if (isForeign && !isAccepted) throw new EvidenceRefused('manifest', 'untrusted');
  const signedBy = isForeign
    ? foreignSigner(signer, content.client, receipt.sender)
    : requireSigner('manifest', signer, content.client, receipt.sender);
  const isThisOne =
    isAccepted &&
    content.aud === receipt.iss &&
    content.sender === receipt.sender &&
    content.destinations.includes(receipt.destination) &&
    sameFiles(content.files, receipt.files);
  if (!isThisOne) throw new EvidenceRefused('manifest', 'mismatch');
  return { ...believed, signedBy };
}

/**
 * The destination's word, or its carrier's, that it opened exactly the content of that receipt. No receipt names the
 * carriers of a destination, nor certificates of other authorities: that this one had its mandate, or holds such a
 * certificate, is what the gateway says by taking the confirmation, and `authority` tells so. Throws EvidenceRefused.
 */
export async function verifyConfirmation(
  trust: Trust,
  jws: string,
  receipt: Receipt,
): Promise<SignedFor<Confirmation>> {
  const type = 'careplan-confirmation+jws';
  const believed = await trust.read('confirmation', type, jws, readConfirmation, issuedAt);
  const { content, signer, isForeign } = believed;
  const signedBy = isForeign
    ? foreignSigner(signer, content.client, receipt.destination)
    : requireSigner('confirmation', signer, content.client, receipt.destination);
  const isAboutIt =
    content.aud === receipt.iss &&
    content.transmission === receipt.transmission &&
    content.office === receipt.destination &&
    content.contentSha256 === receipt.contentSha256;
  if (!isAboutIt) throw new EvidenceRefused('confirmation', 'mismatch');
  return { ...believed, signedBy };
}

/** The destination's word, or its carrier's, about its import of that content: as verifyConfirmation. Throws EvidenceRefused. */
export async function verifyImportResult(
  trust: Trust,
  jws: string,
  receipt: Receipt,
): Promise<SignedFor<ImportResult>> {
  const type = 'careplan-import-result+jws';
  const believed = await trust.read('import-result', type, jws, readImportResult, issuedAt);
  const { content, signer, isForeign } = believed;
  const signedBy = isForeign
    ? foreignSigner(signer, content.client, receipt.destination)
    : requireSigner('import-result', signer, content.client, receipt.destination);
  const isAboutIt =
    content.aud === receipt.iss &&
    content.transmission === receipt.transmission &&
    content.office === receipt.destination &&
    content.contentSha256 === receipt.contentSha256;
  if (!isAboutIt) throw new EvidenceRefused('import-result', 'mismatch');
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
  subject: 'manifest' | 'confirmation' | 'import-result',
  signer: Certificate,
  client: string,
  office: string,
): SignedBy {
  const byCarrier = signer.officeNumber === null;
  const isAllowed = byCarrier ? !isGatewayCertificate(signer) : signer.officeNumber === office;
  if (!isAllowed || signer.clientId !== client) throw new EvidenceRefused(subject, 'other-signer');
  return { client, name: signer.commonName, office, byCarrier, authority: 'gateway' };
}

/** Names that another authority wrote mean nothing here: client and office are the gateway's word. */
function foreignSigner(signer: Certificate, client: string, office: string): SignedBy {
  return { client, name: signer.commonName, office, byCarrier: null, authority: 'other' };
}

function issuedAt({ iat }: { iat: number }): Date {
  return new Date(iat * 1000);
}
