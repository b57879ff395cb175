import { Injectable } from '@nestjs/common';
import { Tx } from '../database/unit-of-work.js';
import { sequenceReused } from './exchange.problems.js';
import { Transmission } from './transmission.js';
import { TransmissionStore } from './transmission.store.js';
import { digestOfFiles, UnitKeyStore } from './unit-key.store.js';
import { VerifiedManifest } from './verify-manifest.js';

/** The same unit again is a success, with its first transmission; the same sequence with other content is a conflict. */
@Injectable()
export class DuplicateUnit {
  constructor(
    private readonly unitKeys: UnitKeyStore,
    private readonly transmissions: TransmissionStore,
  ) {}

  /**
   * The transmission that the very same files were sent with before, or null when the sequence is free.
   * @throws Problem sequence-reused
   */
  async find(tx: Tx, manifest: VerifiedManifest, sequence: string): Promise<Transmission | null> {
    const holder = await this.holder(tx, manifest, sequence);
    if (holder?.sameFiles === false) throw sequenceReused({ members: { transmission: holder.transmissionId } });
    return holder && this.transmissions.findOf(tx, manifest.sender, holder.transmissionId);
  }

  /** The same, where another use of the sequence is not what matters. */
  async findSame(tx: Tx, manifest: VerifiedManifest, sequence: string): Promise<Transmission | null> {
    const holder = await this.holder(tx, manifest, sequence);
    return holder?.sameFiles ? this.transmissions.findOf(tx, manifest.sender, holder.transmissionId) : null;
  }

  private async holder(
    tx: Tx,
    { sender, destination, files }: VerifiedManifest,
    sequence: string,
  ): Promise<{ transmissionId: string; sameFiles: boolean } | null> {
    const holder = await this.unitKeys.holder(tx, { sender, destination, sequence });
    return holder && { transmissionId: holder.transmissionId, sameFiles: holder.filesSha256 === digestOfFiles(files) };
  }
}
