import { Injectable } from '@nestjs/common';
import { Waiting, Waits } from '../queue/waits.js';
import { WakeUps } from '../queue/wake-ups.js';
import { Party } from './party.js';

/** Those who wait at an inbox, and the word that something has arrived. */
@Injectable()
export class Arrivals {
  constructor(
    private readonly waits: Waits,
    private readonly wakeUps: WakeUps,
  ) {}

  /** After the commit; without waiting, and whatever becomes of it: who is not told looks again by himself. */
  announce(destination: string, carriers: readonly string[]): void {
    this.wakeUps.wake([officeName(destination), ...carriers.map(clientName)]);
  }

  /** A place to wait at, taken before the first look so that nothing arrives unseen; null when there is none left. */
  begin({ clientId, officeNumber }: Party): Waiting | null {
    const name = officeNumber === null ? clientName(clientId) : officeName(officeNumber);
    return this.waits.begin('request', clientId, name);
  }
}

const officeName = (officeNumber: string): string => `office ${officeNumber}`;
const clientName = (clientId: string): string => `client ${clientId}`;
