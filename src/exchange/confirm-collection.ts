import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { isId } from '../database/identifiers.js';
import { Caller } from '../http/caller.js';
import { notFound } from '../http/http.problems.js';
import { readConfirmation } from '../sealing/receipt.js';
import { confirmationRefused, contentGone, notCollected, sealedForOthers } from './exchange.problems.js';
import { Party, partyOf } from './party.js';
import { RequireMandate } from './require-mandate.js';
import { Transmission } from './transmission.js';
import { TransmissionStore } from './transmission.store.js';
import { VerifyDestinationStatement } from './verify-destination-statement.js';

const confirmation = {
  type: 'careplan-confirmation+jws',
  read: readConfirmation,
  refused: confirmationRefused,
} as const;

/**
 * 受領確認: the destination states, signed, that it decrypted exactly what was sealed for it. Only who holds a key to it may.
 * The digest is that of the receipt, too: a statement of who opened it, not a proof that it did.
 */
@Injectable()
export class ConfirmCollection {
  constructor(
    private readonly verify: VerifyDestinationStatement,
    private readonly transmissions: TransmissionStore,
    private readonly requireMandate: RequireMandate,
    private readonly clock: Clock,
  ) {}

  /**
   * Repeating it is harmless: a confirmed transmission stays as it is.
   * @throws Problem not-found, mandate-missing, not-collected, content-gone, confirmation-refused
   */
  async run(caller: Caller, id: string, statement: string): Promise<Transmission> {
    const party = partyOf(caller);
    const now = this.clock.now();
    const transmission = isId(id) ? await this.transmissions.findArrived(party, id, now) : null;
    if (!transmission) throw notFound();
    await this.requireMandate.run(party, transmission.destination, 'confirm', now);
    await this.verify.run(confirmation, caller, statement, transmission);
    const { sealedFor } = transmission;
    if (sealedFor !== null && !sealedFor.includes(party.clientId)) throw sealedForOthers();
    if (transmission.state === 'available') throw notCollected();
    if (transmission.state === 'recalled' || transmission.state === 'expired') throw contentGone();
    if (transmission.state !== 'collected') return transmission;
    return this.confirm(party, id, statement);
  }

  private async confirm(party: Party, id: string, statement: string): Promise<Transmission> {
    const now = this.clock.now();
    // Another terminal may have been quicker: what is stored now is the answer either way.
    const stored =
      (await this.transmissions.confirm(party, id, statement, now)) ??
      (await this.transmissions.findArrived(party, id, now));
    if (!stored) throw notFound();
    return stored;
  }
}
