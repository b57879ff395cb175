import { BatchContents, StagedFile, StagedIndex } from './batch-contents.js';
import { pieceBytes } from './piece-writer.js';

/** The batch has ended meanwhile: what it was made of is forgotten. */
export class UploadForgotten extends Error {}

/** Reads what was uploaded, file by file, holding no more than one piece of it besides. */
export class StagedUpload {
  private last: { readonly at: number; readonly bytes: Buffer } | null = null;

  constructor(
    private readonly contents: BatchContents,
    private readonly index: StagedIndex,
  ) {}

  get files(): readonly StagedFile[] {
    return this.index.files;
  }

  /** @throws UploadForgotten */
  async read({ offset, size }: StagedFile): Promise<Buffer> {
    const bytes = Buffer.alloc(size);
    for (let done = 0; done < size;) {
      const at = offset + done;
      const piece = await this.piece(Math.floor(at / pieceBytes));
      const copied = piece.copy(bytes, done, at % pieceBytes);
      if (copied === 0) throw new Error('A staged file is longer than what was staged.');
      done += copied;
    }
    return bytes;
  }

  private async piece(at: number): Promise<Buffer> {
    if (this.last?.at === at) return this.last.bytes;
    const bytes = await this.contents.piece(this.index.pieces[at] ?? '00000000-0000-7000-8000-000000000000');
    if (!bytes) throw new UploadForgotten();
    this.last = { at, bytes };
    return bytes;
  }
}
