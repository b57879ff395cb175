import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { ContentStore } from '../content/content.store.js';
import { Tx } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { CarrierStore } from './carrier.store.js';
import { PreparedUnit } from './prepare-unit.js';
import { retainedUntil } from './retention.js';
import { availableData, Transmission } from './transmission.js';
import { TransmissionStore } from './transmission.store.js';
import { UnitKeyStore } from './unit-key.store.js';

/** checking or held → available, with all that belongs to it: what a normal send does in one statement. */
@Injectable()
export class MakeAvailable {
  constructor(
    private readonly config: Config,
    private readonly transmissions: TransmissionStore,
    private readonly carriers: CarrierStore,
    private readonly unitKeys: UnitKeyStore,
    private readonly contents: ContentStore,
    private readonly events: EventStore,
  ) {}

  /** False when it is not in that state any more: then nothing has changed. */
  async run(tx: Tx, transmission: Transmission, prepared: PreparedUnit, now: Date): Promise<boolean> {
    const { id, submissionId, sender, destination } = transmission;
    const sameCarrier = prepared.carriers.includes(transmission.clientId);
    const isDone = await this.transmissions.makeAvailable(tx, transmission, {
      unit: prepared.unit,
      contentSha256: prepared.contentSha256,
      receipt: prepared.receipt,
      findings: prepared.report.findings,
      findingsTotal: prepared.report.findingsTotal,
      availableAt: now,
      expiresAt: retainedUntil(now, this.config),
      sealedFor: prepared.sealedFor,
      sameCarrier,
      persons: prepared.persons,
    });
    if (!isDone) return false;
    await this.unitKeys.describe(tx, { sender, destination, sequence: prepared.unit.sequence }, prepared.unit);
    await this.carriers.insert(tx, id, destination, prepared.carriers);
    await this.contents.remove(tx, id);
    await this.contents.put(tx, id, 'sealed', Buffer.from(prepared.sealed), now);
    await this.events.append(tx, {
      kind: 'transmission-available',
      at: now,
      clientId: null,
      submissionId,
      transmissionId: id,
      sender,
      destination,
      data: availableData({ sameCarrier }),
    });
    return true;
  }
}
