import { Injectable } from '@nestjs/common';
import { Tx } from '../database/unit-of-work.js';
import { sequenceReused } from './exchange.problems.js';
import { Transmission } from './transmission.js';
import { TransmissionStore } from './transmission.store.js';
import { digestOfFiles, UnitKeyStore } from './unit-key.store.js';
import { VerifiedManifest } from './verify-manifest.js';

/** Decides whether a unit is new. The same unit again is a success; the same sequence with other content is a conflict. */
@Injectable()
export class DuplicateUnit {
  constructor(
    private readonly unitKeys: UnitKeyStore,
    private readonly transmissions: TransmissionStore,
  ) {}

  /**
   * Claims the unit's key for a new transmission, or finds the one that was sent before.
   * @returns the earlier transmission of the very same files, or null when the unit is new
   * @throws Problem sequence-reused
   */
  async claimOrFind(
    tx: Tx,
    manifest: VerifiedManifest,
    sequence: string,
    transmissionId: string,
  ): Promise<Transmission | null> {
    const { sender, destination } = manifest;
    const earlier = await this.unitKeys.claim(
      tx,
      { sender, destination, sequence },
      transmissionId,
      digestOfFiles(manifest.files),
    );
    if (!earlier) return null;
    if (!earlier.sameFiles) throw sequenceReused({ members: { transmission: earlier.transmissionId } });
    const transmission = await this.transmissions.findFor(tx, { officeNumber: sender }, earlier.transmissionId);
    if (!transmission) throw new Error('A unit key names a transmission that does not exist.');
    return transmission;
  }
}
