import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { BatchContents, StagedFile } from './batch-contents.js';
import { pieceBytes, PieceWriter } from './piece-writer.js';
import { StagedUpload, UploadForgotten } from './staged-upload.js';

describe('an upload in pieces', () => {
  const stored = new Map<string, Buffer>();
  const contents = { piece: async (id: string) => stored.get(id) ?? null } as unknown as BatchContents;

  async function staged(sizes: readonly number[], chunk: number) {
    stored.clear();
    const writer = new PieceWriter(async (piece) => {
      const id = String(stored.size);
      stored.set(id, piece);
      return id;
    });
    const written: Buffer[] = [];
    const files: StagedFile[] = [];
    for (const size of sizes) {
      const bytes = randomBytes(size);
      written.push(bytes);
      files.push({ name: 'x', size, sha256: 'x', manifest: 0, offset: writer.offset });
      for (let at = 0; at < size; at += chunk) await writer.write(bytes.subarray(at, at + chunk));
    }
    return { written, upload: new StagedUpload(contents, { files, pieces: await writer.end() }) };
  }

  it.each([
    ['many small files in one piece', [10, 0, 20, 30], 7, 1],
    ['a file over several pieces', [3 * pieceBytes + 5], 65_536, 4],
    ['files up to the very end of a piece', [pieceBytes, pieceBytes - 1, 1, 0, 3], 65_537, 3],
    ['nothing at all', [0, 0], 1, 0],
  ])('gives back every file byte for byte: %s', async (_, sizes, chunk, pieces) => {
    const { written, upload } = await staged(sizes, chunk);
    expect(stored.size).toBe(pieces);
    for (const piece of stored.values()) expect(piece.length).toBeLessThanOrEqual(pieceBytes);
    for (const at of [...sizes.keys()].reverse())
      expect((await upload.read(upload.files[at]!)).equals(written[at]!)).toBe(true);
  });

  it('says so when it has been forgotten meanwhile', async () => {
    const { upload } = await staged([10], 10);
    stored.clear();
    await expect(upload.read(upload.files[0]!)).rejects.toThrow(UploadForgotten);
  });
});
