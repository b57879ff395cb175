import { createHash } from 'node:crypto';
import { IncomingMessage } from 'node:http';
import { Multipart } from '@fastify/multipart';
import { FastifyRequest } from 'fastify';
import { tooLarge } from './http.problems.js';
import { defineProblem, Problem } from './problem.js';

export const uploadMalformed = defineProblem({
  code: 'upload-malformed',
  status: 400,
  title: { ja: 'アップロードの形式が正しくありません。', en: 'The upload is not well formed.' },
  description: {
    ja: 'multipart/form-dataで、ファイルはファイル名を付けてfileという名前のパートで送ってください。送信の場合は最初のパートがmanifestです。',
    en: 'Send multipart/form-data, each file as a part named file with its file name. For a send, the first part is the manifest.',
  },
});

/** Bounds of an upload. */
export interface UploadLimits {
  /** Bytes of all files together. */
  readonly bytes: number;
  readonly files: number;
}

/** The parts of a multipart/form-data request (RFC 7578), one after the other, as they stream in. */
export class MultipartParts {
  private constructor(
    private readonly request: IncomingMessage,
    private readonly parts: AsyncIterator<Multipart>,
  ) {}

  /** @throws Problem upload-malformed when the request is no multipart/form-data */
  static of(request: FastifyRequest, limits: UploadLimits): MultipartParts {
    if (!request.isMultipart()) throw uploadMalformed();
    const parts = request.parts({
      // Beyond each bound, so that we see the excess and name the limit ourselves; bytes are bounded where they are read.
      limits: { fileSize: Infinity, files: limits.files + 2, parts: limits.files + 10 },
      // A name is taken as it was sent: a path before it is not dropped in silence.
      preservePath: true,
    });
    return new MultipartParts(request.raw, parts[Symbol.asyncIterator]());
  }

  /** @throws Problem upload-malformed, too-large */
  async next(): Promise<Multipart | null> {
    try {
      const next = await this.parts.next();
      return next.done ? null : next.value;
    } catch (error) {
      throw asProblem(error);
    }
  }

  /**
   * Lets go of the rest of the request. To be called on every way out. What was not read must still be drained: the
   * parser has stopped, and nothing behind it on the same connection would ever be answered.
   */
  async close(): Promise<void> {
    await this.parts.return?.();
    this.request.unpipe();
    this.request.resume();
  }
}

/** What was read of a part: known at its end. */
export interface ReadPart {
  readonly length: number;
  readonly sha256: string;
}

/**
 * Reads a part to its end, digesting it on the way, or gives up as soon as it is larger than allowed.
 * @throws Problem upload-malformed, or what `beyond` makes
 */
export async function readBounded(
  stream: AsyncIterable<Buffer>,
  limit: number,
  beyond: () => Error,
): Promise<{ bytes: Buffer; sha256: string }> {
  const chunks: Buffer[] = [];
  const parts = readChunks(stream, limit, beyond);
  for (;;) {
    const next = await parts.next();
    if (next.done) return { bytes: Buffer.concat(chunks, next.value.length), sha256: next.value.sha256 };
    chunks.push(next.value);
  }
}

/** The same chunk by chunk, without holding it: whoever takes them must not believe them before the end. */
export async function* readChunks(
  stream: AsyncIterable<Buffer>,
  limit: number,
  beyond: () => Error,
): AsyncGenerator<Buffer, ReadPart, void> {
  const hash = createHash('sha256');
  let length = 0;
  try {
    for await (const chunk of stream) {
      length += chunk.length;
      if (length > limit) throw beyond();
      hash.update(chunk);
      yield chunk;
    }
  } catch (error) {
    throw asProblem(error); // a part that ends early fails in its own stream
  }
  return { length, sha256: hash.digest('base64url') };
}

/** What the multipart parser throws is the caller's doing: a broken body, or more than was allowed. */
function asProblem(error: unknown): unknown {
  if (error instanceof Problem) return error;
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  if (statusCode === 413) return tooLarge({ cause: error });
  // busboy's own errors carry no code: "Unexpected end of form" and the like.
  if (error instanceof Error && (code === undefined || statusCode !== undefined))
    return uploadMalformed({ cause: error });
  return error;
}
