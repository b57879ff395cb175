import { KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ContentStore } from '../content/content.store.js';
import { Tx } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { encryptAtRest } from '../sealing/at-rest.js';
import { Transmission } from './transmission.js';
import { TransmissionStore } from './transmission.store.js';

/** What is held rests as staged content under the transmission's own id, encrypted for that id alone. */
@Injectable()
export class HoldStore {
  constructor(
    private readonly transmissions: TransmissionStore,
    private readonly contents: ContentStore,
    private readonly events: EventStore,
  ) {}

  async insert(
    tx: Tx,
    transmission: Transmission,
    persons: readonly Buffer[],
    content: Uint8Array,
    contentKey: KeyObject,
  ): Promise<void> {
    const { id, submissionId, clientId, sender, destination, createdAt: at } = transmission;
    await this.transmissions.insert(tx, transmission, persons);
    await this.contents.put(tx, id, 'staged', Buffer.from(encryptAtRest(content, contentKey, id)), at);
    const event = { at, clientId, transmissionId: id, submissionId, sender, destination };
    await this.events.append(tx, { kind: 'transmission-held', ...event });
  }
}
