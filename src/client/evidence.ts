import { Certificate } from '../sealing/certificate.js';
import { sha256Base64url } from '../sealing/digest.js';
import { Manifest, ManifestFile, readManifest } from '../sealing/manifest.js';
import { Confirmation, readConfirmation, readReceipt, Receipt } from '../sealing/receipt.js';
import { EvidenceRefused } from './evidence-refused.js';
import { Believed, isGatewayCertificate, Trust } from './trust.js';

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
 * The sender's word about its files: signed with a certificate of that very office, for that destination, and the one
 * that the gateway's receipt names. Throws EvidenceRefused.
 */
export async function verifyManifest(trust: Trust, jws: string, receipt: Receipt): Promise<Believed<Manifest>> {
  const accepted = () => new Date(receipt.iat * 1000);
  const believed = await trust.believe('manifest', 'careplan-manifest+jws', jws, readManifest, accepted);
  const { content, signer } = believed;
  requireOffice('manifest', signer, receipt.sender);
  if (signer.clientId !== content.client) throw new EvidenceRefused('manifest', 'other-signer');
  const isThisOne =
    sha256Base64url(jws) === receipt.manifestSha256 &&
    content.aud === receipt.iss &&
    content.sender === receipt.sender &&
    content.destinations.includes(receipt.destination) &&
    sameFiles(content.files, receipt.files);
  if (!isThisOne) throw new EvidenceRefused('manifest', 'mismatch');
  return believed;
}

/** The destination's word that it opened exactly the content of that receipt. Throws EvidenceRefused. */
export async function verifyConfirmation(trust: Trust, jws: string, receipt: Receipt): Promise<Believed<Confirmation>> {
  const type = 'careplan-confirmation+jws';
  const believed = await trust.believe('confirmation', type, jws, readConfirmation, issuedAt);
  const { content, signer } = believed;
  requireOffice('confirmation', signer, receipt.destination);
  const isAboutIt =
    content.aud === receipt.iss &&
    content.transmission === receipt.transmission &&
    content.office === receipt.destination &&
    content.contentSha256 === receipt.contentSha256;
  if (!isAboutIt) throw new EvidenceRefused('confirmation', 'mismatch');
  return believed;
}

/** The same files, in whatever order: names, sizes and digests. */
export function sameFiles(some: readonly ManifestFile[], others: readonly ManifestFile[]): boolean {
  const lineOf = ({ name, size, sha256 }: ManifestFile): string => JSON.stringify([name, size, sha256]);
  return some.map(lineOf).sort().join() === others.map(lineOf).sort().join();
}

/** The office stands in the certificate, where the gateway's authority wrote it; what a message claims is not asked. */
function requireOffice(subject: 'manifest' | 'confirmation', signer: Certificate, office: string): void {
  if (signer.officeNumber !== office) throw new EvidenceRefused(subject, 'other-signer');
}

function issuedAt({ iat }: { iat: number }): Date {
  return new Date(iat * 1000);
}
