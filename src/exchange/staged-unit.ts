import { Config } from '../config/config.js';
import { unpackContent } from '../sealing/content-package.js';
import { ArrivedUnit } from './prepare-unit.js';
import { Transmission } from './transmission.js';

/** A unit that waited encrypted under the gateway's key, as it arrived. */
export function stagedUnit(
  transmission: Transmission,
  content: Uint8Array,
  { submissionLimitBytes, submissionFileLimit }: Config,
): ArrivedUnit {
  const { files } = unpackContent(content, {
    packageBytes: content.length,
    // The manifest lies in it, too, and a package is never smaller than that.
    totalBytes: submissionLimitBytes + content.length + manifestBytes,
    files: submissionFileLimit,
  });
  return {
    submissionId: transmission.submissionId,
    transmissionId: transmission.id,
    manifest: {
      client: transmission.clientId,
      sender: transmission.sender,
      destination: transmission.destination,
      sha256: transmission.manifestSha256,
      files: [...transmission.files],
    },
    files: files.map(({ name, bytes }) => ({
      name,
      bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    })),
    content,
  };
}

/** The most that a manifest may be (upload.ts). */
const manifestBytes = 512 * 1024;
