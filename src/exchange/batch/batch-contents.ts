import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { Config } from '../../config/config.js';
import { ContentStore } from '../../content/content.store.js';
import { newId } from '../../database/identifiers.js';
import { Statements } from '../../database/statements.js';
import { rowsOf, Tx, UnitOfWork } from '../../database/unit-of-work.js';
import { decryptAtRest, encryptAtRest } from '../../sealing/at-rest.js';
import { ManifestFile } from '../../sealing/manifest.js';
import { PieceWriter } from './piece-writer.js';

/** A file of the upload, and where it begins in the bytes of all. */
export interface StagedFile extends ManifestFile {
  /** Which manifest names it, from 0. */
  readonly manifest: number;
  readonly offset: number;
}

/** What was uploaded, in the order in which it came. */
export interface StagedIndex {
  readonly files: readonly StagedFile[];
  /** Ids of the pieces that all bytes were cut into. */
  readonly pieces: readonly string[];
}

/**
 * Where an upload rests until it is taken apart: its bytes in pieces, and the list of its files, each encrypted for its
 * own id alone. Names are in the list, not beside it: one that is not of the standard may be a person's.
 */
@Injectable()
export class BatchContents {
  constructor(
    private readonly config: Config,
    private readonly statements: Statements,
    private readonly unitOfWork: UnitOfWork,
    private readonly contents: ContentStore,
  ) {}

  /** Takes the bytes of all files, one after the other; each piece is stored as soon as it is full. */
  writer(batchId: string, at: Date): PieceWriter {
    return new PieceWriter((piece) => this.putPiece(batchId, piece, at));
  }

  async putIndex(tx: Tx, batchId: string, index: StagedIndex, at: Date): Promise<void> {
    await this.contents.put(tx, batchId, 'staged', this.encrypted(Buffer.from(JSON.stringify(index)), batchId), at);
  }

  /** Null when the batch has ended, and what it was made of is forgotten. */
  async index(batchId: string): Promise<StagedIndex | null> {
    const bytes = await this.opened(batchId);
    return bytes && (JSON.parse(bytes.toString('utf8')) as StagedIndex);
  }

  /** Null when the batch has ended. */
  piece(id: string): Promise<Buffer | null> {
    return this.opened(id);
  }

  async forget(tx: Tx, batchId: string): Promise<void> {
    await this.contents.remove(tx, batchId);
    await rowsOf(
      tx,
      sql`WITH pieces AS (DELETE FROM batch_pieces WHERE batch_id = ${batchId} RETURNING id)
          DELETE FROM contents WHERE id IN (SELECT id FROM pieces)`,
    );
  }

  private async putPiece(batchId: string, bytes: Buffer, at: Date): Promise<string> {
    const id = newId();
    await this.statements.rows(
      'batch-contents-put-piece',
      sql`WITH piece AS (INSERT INTO batch_pieces (id, batch_id) VALUES (${id}, ${batchId}))
          ${this.contents.insertion(id, 'staged', this.encrypted(bytes, id), at, sql`true`)}`,
    );
    return id;
  }

  private encrypted(bytes: Uint8Array, id: string): Buffer {
    return Buffer.from(encryptAtRest(bytes, this.config.contentKey, id));
  }

  private async opened(id: string): Promise<Buffer | null> {
    const body = await this.contents.get(this.unitOfWork.autocommit, id, 'staged');
    return body && Buffer.from(decryptAtRest(body, this.config.contentKey, id));
  }
}
