import { manifestFiles, type ManifestFile } from './manifest.js';
import { count, id, jti, officeNumber, oneOf, record, sha256Text, url } from './shape.js';

/** What the sender signed, of which an extract is made: enough to find it, nothing of what it says. */
export interface ExtractSource {
  /** Of the whole manifest's compact JWS, base64url. */
  manifestSha256: string;
  /** SHA-256 of the certificate that signed it, base64url. */
  thumbprint: string;
}

/**
 * The gateway's signed word about one destination's part of what a sender signed as a whole (a zip, a combined CSV): it
 * verified that signature, and these are the files of that part. Of other destinations it says nothing.
 */
export interface Extract {
  /** The gateway's public URL. */
  iss: string;
  jti: string;
  /** Seconds since 1970. */
  iat: number;
  kind: 'extract';
  /** The upload that the sender signed. */
  submission: string;
  /** Client id of the signer. */
  client: string;
  /** Office numbers. */
  sender: string;
  destination: string;
  files: ManifestFile[];
  signed: ExtractSource;
}

const extract = record<Extract>({
  iss: url,
  jti,
  iat: count,
  kind: oneOf('extract'),
  submission: id,
  client: id,
  sender: officeNumber,
  destination: officeNumber,
  files: manifestFiles,
  signed: record<ExtractSource>({ manifestSha256: sha256Text, thumbprint: sha256Text }),
});

/** Reads the payload of a verified extract. Throws StatementRefused('shape', pointer). */
export function readExtract(payload: unknown): Extract {
  return extract(payload, '');
}
