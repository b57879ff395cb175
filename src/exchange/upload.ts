import type { Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { tooLarge } from '../http/http.problems.js';
import { MultipartParts, readBounded, UploadLimits, uploadMalformed } from '../http/multipart.js';
import { Problem, ProblemError } from '../http/problem.js';
import { sha256Base64url } from '../sealing/digest.js';
import { Manifest } from '../sealing/manifest.js';
import { ToldAs } from '../standard/named-file.js';
import { filesMismatch } from './exchange.problems.js';
import { messageIn } from './message-part.js';
import { messageMismatch } from './message.problems.js';

export interface UploadedFile {
  readonly name: string;
  readonly bytes: Buffer;
  /** Where its findings are told, when it came out of a combined file. */
  readonly toldAs?: ToldAs;
}

/** A manifest that names the most files allowed, with its certificate chain, stays far below. */
export const manifestLimit = 256 * 1024;

/**
 * The upload of a send, read in the order of its parts: the manifest first, so that it can be verified before a single
 * byte of a file is looked at; then the message, where there is one; then the files, digested while they stream in and
 * never more than was announced.
 */
export class Upload {
  /** A part that was looked at and is still to be read. */
  private ahead: Multipart | null = null;

  private constructor(
    private readonly parts: MultipartParts,
    private readonly limits: UploadLimits,
  ) {}

  /** @throws Problem upload-malformed when the request is no multipart/form-data */
  static of(request: FastifyRequest, limits: UploadLimits): Upload {
    return new Upload(MultipartParts.of(request, limits), limits);
  }

  /** The first part. @throws Problem upload-malformed, too-large */
  async readManifest(): Promise<string> {
    const part = await this.parts.next();
    if (part?.fieldname !== 'manifest') throw uploadMalformed();
    return manifestIn(part);
  }

  /**
   * The message, which the manifest states by its digest; null when neither is there.
   * @throws Problem message-mismatch, message-too-long, message-refused, upload-malformed
   */
  async readMessage({ messageSha256 }: Manifest): Promise<string | null> {
    const part = await this.parts.next();
    if (part?.fieldname !== 'message') {
      this.ahead = part;
      if (messageSha256 !== undefined) throw messageMismatch({ members: { reason: 'missing' } });
      return null;
    }
    const message = await messageIn(part);
    if (messageSha256 === undefined) throw messageMismatch({ members: { reason: 'unsigned' } });
    if (sha256Base64url(message) !== messageSha256) throw messageMismatch({ members: { reason: 'digest' } });
    return message;
  }

  /**
   * The files, each exactly as the manifest states it.
   * @throws Problem files-mismatch, too-large, upload-malformed
   */
  async readFiles(manifest: Manifest): Promise<UploadedFile[]> {
    const { bytes, files: count } = this.limits;
    if (manifest.files.length > count) throw beyond(count, 'files');
    if (manifest.files.reduce((sum, file) => sum + file.size, 0) > bytes) throw beyond(bytes, 'bytes');

    const awaited = new Map(manifest.files.map((file) => [file.name, file]));
    const files: UploadedFile[] = [];
    for (let part = this.ahead ?? (await this.parts.next()); part; part = await this.parts.next()) {
      if (part.type !== 'file' || part.fieldname !== 'file') throw uploadMalformed();
      const expected = awaited.get(part.filename);
      if (!expected) throw mismatch(echoable(part.filename), notAnnounced);
      awaited.delete(expected.name);
      const read = await readBounded(part.file, expected.size, () => mismatch(expected.name, otherSize));
      if (read.bytes.length !== expected.size) throw mismatch(expected.name, otherSize);
      if (read.sha256 !== expected.sha256) throw mismatch(expected.name, otherDigest);
      files.push({ name: expected.name, bytes: read.bytes });
    }
    const [missing] = awaited.keys();
    if (missing !== undefined) throw mismatch(missing, notArrived);
    return files;
  }

  /** Lets go of the rest of the request. */
  close(): Promise<void> {
    return this.parts.close();
  }
}

/** The text of a part that is a manifest. @throws Problem upload-malformed, too-large */
export async function manifestIn(part: Multipart): Promise<string> {
  if (part.type === 'file') {
    const { bytes } = await readBounded(part.file, manifestLimit, () => beyond(manifestLimit, 'bytes'));
    return bytes.toString('latin1').trim();
  }
  if (typeof part.value !== 'string') throw uploadMalformed();
  if (part.value.length > manifestLimit || part.valueTruncated) throw beyond(manifestLimit, 'bytes');
  return part.value.trim();
}

export function beyond(limit: number, unit: 'bytes' | 'files' | 'destinations'): Problem {
  return tooLarge({ members: { limit, unit } });
}

export const notAnnounced = { ja: 'マニフェストにないファイルです。', en: 'The manifest does not name this file.' };
export const otherSize = { ja: 'サイズがマニフェストと違います。', en: 'Its size is not that of the manifest.' };
export const otherDigest = { ja: 'SHA-256がマニフェストと違います。', en: 'Its SHA-256 is not that of the manifest.' };
export const notArrived = {
  ja: 'マニフェストにあるファイルが届いていません。',
  en: 'The manifest names this file, but it did not arrive.',
};

export function mismatch(file: string, detail: ProblemError['detail']): Problem {
  return filesMismatch({ errors: [{ file, detail }] });
}

/** A name that we did not expect may hold anything: it is echoed only when it could be a file name of the standard. */
export function echoable(name: string): string {
  return /^[0-9A-Za-z_.]{1,100}$/.test(name) ? name : '(other)';
}
