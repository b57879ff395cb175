import { manifestFiles, type ManifestFile } from './manifest.js';
import { count, id, jti, nullable, officeNumber, oneOf, record, sha256Text, text, url, word } from './shape.js';

/** The unit of the standard a transmission carries; null for content that is none. */
export interface ReceiptUnit {
  kind: string;
  version: string;
  sequence: string;
  /** `YYYYMM`. */
  month: string | null;
}

/** What the gateway signs about a transmission. */
export interface Receipt {
  /** The gateway's public URL. */
  iss: string;
  jti: string;
  /** Seconds since 1970. */
  iat: number;
  kind: 'accepted' | 'recalled' | 'expired';
  transmission: string;
  submission: string;
  /** Office numbers. */
  sender: string;
  destination: string;
  /** Client id of the sender's side. */
  client: string;
  unit: ReceiptUnit | null;
  files: ManifestFile[];
  /** Of the manifest's compact JWS, base64url. */
  manifestSha256: string;
  /** Of the content package before sealing, base64url. */
  contentSha256: string;
}

/** What a destination signs once it has opened the content. */
export interface Confirmation {
  jti: string;
  /** Seconds since 1970. */
  iat: number;
  /** The gateway's public URL. */
  aud: string;
  kind: 'confirmed';
  transmission: string;
  client: string;
  /** Office number of the destination. */
  office: string;
  /** Of the content package as opened, base64url. */
  contentSha256: string;
}

const unit = record<ReceiptUnit>({
  kind: word,
  version: word,
  sequence: word,
  month: nullable(text(/^\d{4}(0[1-9]|1[0-2])$/)),
});

const receipt = record<Receipt>({
  iss: url,
  jti,
  iat: count,
  kind: oneOf('accepted', 'recalled', 'expired'),
  transmission: id,
  submission: id,
  sender: officeNumber,
  destination: officeNumber,
  client: id,
  unit: nullable(unit),
  files: manifestFiles,
  manifestSha256: sha256Text,
  contentSha256: sha256Text,
});

const confirmation = record<Confirmation>({
  jti,
  iat: count,
  aud: url,
  kind: oneOf('confirmed'),
  transmission: id,
  client: id,
  office: officeNumber,
  contentSha256: sha256Text,
});

/** Reads the payload of a verified receipt. Throws StatementRefused('shape', pointer). */
export function readReceipt(payload: unknown): Receipt {
  return receipt(payload, '');
}

/** Reads the payload of a verified confirmation. Throws StatementRefused('shape', pointer). */
export function readConfirmation(payload: unknown): Confirmation {
  return confirmation(payload, '');
}
