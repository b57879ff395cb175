import { sha256Base64url } from './digest.js';
import { fileNameKey, isPlainFileName } from './file-name.js';
import { count, id, jti, list, officeNumber, record, sha256Text, url, type Shape } from './shape.js';
import { StatementRefused } from './statement.js';

export interface ManifestFile {
  name: string;
  /** Bytes. */
  size: number;
  /** base64url. */
  sha256: string;
}

/** What a sender signs: these files, from this office, to these offices. */
export interface Manifest {
  /** Unique to this submission: a second one with the same value is a replay. */
  jti: string;
  /** Seconds since 1970. */
  iat: number;
  /** The gateway's public URL. */
  aud: string;
  /** Client id of the signer. */
  client: string;
  /** Office numbers. */
  sender: string;
  destinations: string[];
  files: ManifestFile[];
  /** Of the UTF-8 bytes of the message that goes with them, base64url; absent without one. */
  messageSha256?: string;
}

const FILES_MAX = 10_000;
const DESTINATIONS_MAX = 1_000;

const fileName: Shape<string> = (value, pointer) => {
  if (typeof value !== 'string' || !isPlainFileName(value)) throw new StatementRefused('shape', pointer);
  return value;
};

const file = record<ManifestFile>({ name: fileName, size: count, sha256: sha256Text });

/** One or more files, no two of which would land on the same name. */
export const manifestFiles = list(file, { min: 1, max: FILES_MAX }, ({ name }) => fileNameKey(name));

const manifest = record<Manifest>(
  {
    jti,
    iat: count,
    aud: url,
    client: id,
    sender: officeNumber,
    destinations: list(officeNumber, { min: 1, max: DESTINATIONS_MAX }, (number) => number),
    files: manifestFiles,
    messageSha256: sha256Text,
  },
  ['messageSha256'],
);

/** Describes files for signing; what it makes, `readManifest` accepts. Throws StatementRefused('shape', pointer). */
export function createManifest(input: {
  files: { name: string; bytes: Uint8Array }[];
  sender: string;
  destinations: string[];
  client: string;
  audience: string;
  now: Date;
  jti: string;
  message?: string;
}): Manifest {
  return readManifest({
    jti: input.jti,
    iat: Math.floor(input.now.getTime() / 1000),
    aud: input.audience,
    client: input.client,
    sender: input.sender,
    destinations: input.destinations,
    files: input.files.map(({ name, bytes }) => ({ name, size: bytes.length, sha256: sha256Base64url(bytes) })),
    ...(input.message !== undefined && { messageSha256: sha256Base64url(input.message) }),
  });
}

/**
 * Reads the payload of a verified manifest: exactly these members, each in its form. Whether sender, audience and
 * time are the right ones is the caller's question. Throws StatementRefused('shape', pointer).
 */
export function readManifest(payload: unknown): Manifest {
  return manifest(payload, '');
}
