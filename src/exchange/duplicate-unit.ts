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
    const { sender, destination } = manifest;
    const holder = await this.unitKeys.holder(tx, { sender, destination, sequence });
    if (!holder) return null;
    const { transmissionId, filesSha256 } = holder;
    if (filesSha256 !== digestOfFiles(manifest.files))
      throw sequenceReused({ members: { transmission: transmissionId } });
    const transmission = await this.transmissions.findOf(tx, sender, transmissionId);
    if (!transmission) throw new Error('A unit key names a transmission that does not exist.');
    return transmission;
  }
}
