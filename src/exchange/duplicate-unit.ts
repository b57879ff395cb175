import { Injectable } from '@nestjs/common';
import { Tx } from '../database/unit-of-work.js';
import { sentByAnother, sequenceReused } from './exchange.problems.js';
import { Party } from './party.js';
import { Transmission } from './transmission.js';
import { TransmissionStore } from './transmission.store.js';
import { digestOfFiles, UnitKeyStore } from './unit-key.store.js';
import { VerifiedManifest } from './verify-manifest.js';

/** Of which files, between whom. */
type Repeated = Pick<VerifiedManifest, 'sender' | 'destination' | 'files'>;

/**
 * The same unit again is a success, with its first transmission; the same sequence with other content is a conflict. A
 * carrier is told which transmission it was only where it sent it itself: of what the office or another carrier sent it
 * sees nothing (party.ts), not even by sending it again.
 */
@Injectable()
export class DuplicateUnit {
  constructor(
    private readonly unitKeys: UnitKeyStore,
    private readonly transmissions: TransmissionStore,
  ) {}

  /**
   * The transmission that the very same files were sent with before, or null when the sequence is free.
   * @throws Problem sequence-reused, sent-by-another
   */
  async find(tx: Tx, party: Party, manifest: Repeated, sequence: string): Promise<Transmission | null> {
    const holder = await this.holder(tx, manifest, sequence);
    const earlier = holder && (await this.transmissions.findOf(tx, manifest.sender, holder.transmissionId));
    const isOwn = earlier ? isSentBy(party, earlier) : party.officeNumber !== null;
    if (holder?.sameFiles === false)
      throw sequenceReused(isOwn ? { members: { transmission: holder.transmissionId } } : {});
    if (earlier && !isOwn) throw sentByAnother();
    return earlier;
  }

  /** The same, where another use of the sequence is not what matters. */
  async findSame(tx: Tx, party: Party, manifest: Repeated, sequence: string): Promise<Transmission | null> {
    const holder = await this.holder(tx, manifest, sequence);
    if (!holder?.sameFiles) return null;
    const earlier = await this.transmissions.findOf(tx, manifest.sender, holder.transmissionId);
    return earlier && isSentBy(party, earlier) ? earlier : null;
  }

  private async holder(
    tx: Tx,
    { sender, destination, files }: Repeated,
    sequence: string,
  ): Promise<{ transmissionId: string; sameFiles: boolean } | null> {
    const holder = await this.unitKeys.holder(tx, { sender, destination, sequence });
    return holder && { transmissionId: holder.transmissionId, sameFiles: holder.filesSha256 === digestOfFiles(files) };
  }
}

/** For the sender of both: an office sees whatever was sent from it, a carrier what it sent itself. */
function isSentBy({ clientId, officeNumber }: Party, { sentByCarrier }: Transmission): boolean {
  return officeNumber !== null || sentByCarrier === clientId;
}
