import { asObject } from '../sealing/base64url.js';
import { sha256Base64url } from '../sealing/digest.js';
import { Extract, readExtract } from '../sealing/extract.js';
import { Manifest } from '../sealing/manifest.js';
import { Receipt } from '../sealing/receipt.js';
import { sameFiles, SignedFor, verifyManifest } from './evidence.js';
import { EvidenceRefused } from './evidence-refused.js';
import { isGatewayCertificate, Trust } from './trust.js';

/**
 * What speaks for the files of a transmission: its sender's own manifest; or, where the sender signed several destinations'
 * files as a whole, the gateway's extract of that. Throws EvidenceRefused.
 */
export function verifySigned(trust: Trust, jws: string, receipt: Receipt): Promise<SignedFor<Manifest | Extract>> {
  return typeOf(jws) === 'careplan-extract+jws'
    ? verifyExtract(trust, jws, receipt)
    : verifyManifest(trust, jws, receipt);
}

/**
 * The gateway's word that the sender signed these files, among others that are nobody's business here: of this very
 * submission, and the extract that the receipt names. Throws EvidenceRefused.
 */
export async function verifyExtract(trust: Trust, jws: string, receipt: Receipt): Promise<SignedFor<Extract>> {
  const signedAt = ({ iat }: Extract) => new Date(iat * 1000);
  const believed = await trust.believe('manifest', 'careplan-extract+jws', jws, readExtract, signedAt);
  const { content, signer } = believed;
  if (!isGatewayCertificate(signer)) throw new EvidenceRefused('manifest', 'other-signer');
  const isThisOne =
    sha256Base64url(jws) === receipt.manifestSha256 &&
    content.iss === receipt.iss &&
    content.submission === receipt.submission &&
    content.client === receipt.client &&
    content.sender === receipt.sender &&
    content.destination === receipt.destination &&
    sameFiles(content.files, receipt.files);
  if (!isThisOne) throw new EvidenceRefused('manifest', 'mismatch');
  const { client, sender: office } = content;
  // Of the sender's certificate only the thumbprint is known here.
  const signedBy = { client, name: '', office, byCarrier: null, authority: 'gateway', byExtract: true } as const;
  return { ...believed, signedBy };
}

/** What it claims to be; whether it is decides who reads it. */
function typeOf(jws: string): unknown {
  const [header = ''] = jws.split('.', 1);
  try {
    return asObject(JSON.parse(Buffer.from(header, 'base64url').toString('utf8')))?.['typ'];
  } catch {
    return undefined;
  }
}
