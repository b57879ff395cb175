import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { MultipartParts, readChunks, UploadLimits, uploadMalformed } from '../../http/multipart.js';
import { fileNameKey } from '../../sealing/file-name.js';
import { Manifest, ManifestFile } from '../../sealing/manifest.js';
import { beyond, echoable, manifestIn, mismatch, notAnnounced, notArrived, otherDigest, otherSize } from '../upload.js';

/** All manifests together. One for each of a thousand units, with its certificates, stays far below. */
const manifestsLimit = 16 * 1024 * 1024;

const namedTwice = {
  ja: '同じファイル名が2つのマニフェストにあります。',
  en: 'Two manifests name this file.',
};

/** A file as it streams in. Its chunks are to be read to their end: only then is it known to be what was signed. */
export interface ArrivingFile extends ManifestFile {
  /** Which manifest names it, from 0. */
  readonly manifest: number;
  /** @throws Problem files-mismatch, upload-malformed */
  chunks(): AsyncIterable<Buffer>;
}

/**
 * The upload of a batch, in the order of its parts: the manifests first, each verified before anything else is looked at;
 * then the files, in whatever order, never more than was announced, and never one of them held as a whole.
 */
export class BatchUpload {
  private next: Multipart | null = null;

  private constructor(
    private readonly parts: MultipartParts,
    private readonly limits: UploadLimits,
  ) {}

  /** @throws Problem upload-malformed when the request is no multipart/form-data */
  static of(request: FastifyRequest, limits: UploadLimits): BatchUpload {
    // There may be a manifest for every file.
    return new BatchUpload(MultipartParts.of(request, { ...limits, files: 2 * limits.files }), limits);
  }

  /** At least one. @throws Problem upload-malformed, too-large */
  async *manifests(): AsyncIterable<string> {
    let bytes = 0;
    let count = 0;
    for (this.next = await this.parts.next(); this.next?.fieldname === 'manifest';) {
      const jws = await manifestIn(this.next);
      bytes += jws.length;
      count += 1;
      if (bytes > manifestsLimit) throw beyond(manifestsLimit, 'bytes');
      if (count > this.limits.files) throw beyond(this.limits.files, 'files');
      yield jws;
      this.next = await this.parts.next();
    }
    if (count === 0) throw uploadMalformed();
  }

  /**
   * After the manifests: the files, each exactly as one of them states it. Each is read before the next is asked for.
   * @throws Problem files-mismatch, upload-malformed
   */
  async *files(manifests: readonly Manifest[]): AsyncIterable<ArrivingFile> {
    const awaited = announced(manifests);
    for (; this.next; this.next = await this.parts.next()) {
      const part = this.next;
      if (part.type !== 'file' || part.fieldname !== 'file') throw uploadMalformed();
      const expected = awaited.get(part.filename);
      if (!expected) throw mismatch(echoable(part.filename), notAnnounced);
      awaited.delete(expected.name);
      yield { ...expected, chunks: () => chunksOf(part, expected) };
    }
    const [missing] = awaited.keys();
    if (missing !== undefined) throw mismatch(echoable(missing), notArrived);
  }

  /** Lets go of the rest of the request. */
  close(): Promise<void> {
    return this.parts.close();
  }
}

type Announced = ManifestFile & { readonly manifest: number };

/** Every file of every manifest, by name. @throws Problem files-mismatch */
export function announced(manifests: readonly Manifest[]): Map<string, Announced> {
  const keys = new Set<string>();
  const files = new Map<string, Announced>();
  for (const [manifest, { files: named }] of manifests.entries()) {
    for (const file of named) {
      if (keys.has(fileNameKey(file.name))) throw mismatch(echoable(file.name), namedTwice);
      keys.add(fileNameKey(file.name));
      files.set(file.name, { ...file, manifest });
    }
  }
  return files;
}

async function* chunksOf({ file }: MultipartFile, { name, size, sha256 }: ManifestFile): AsyncGenerator<Buffer> {
  const shown = echoable(name);
  const read = yield* readChunks(file, size, () => mismatch(shown, otherSize));
  if (read.length !== size) throw mismatch(shown, otherSize);
  if (read.sha256 !== sha256) throw mismatch(shown, otherDigest);
}
