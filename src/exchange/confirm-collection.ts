import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Clock } from '../database/clock.js';
import { isId } from '../database/identifiers.js';
import { Caller } from '../http/caller.js';
import { notFound } from '../http/http.problems.js';
import { CallerCertificates } from '../identity/caller-certificates.js';
import { Confirmation, readConfirmation } from '../sealing/receipt.js';
import { readStatementHeader, StatementRefused, StatementType, verifyStatement } from '../sealing/statement.js';
import { confirmationRefused, contentGone, notCollected, sealedForOthers } from './exchange.problems.js';
import { Party, partyOf } from './party.js';
import { RequireMandate } from './require-mandate.js';
import { Transmission } from './transmission.js';
import { TransmissionStore } from './transmission.store.js';

/**
 * 受領確認: the destination states, signed, that it decrypted exactly what was sealed for it. Only who holds a key to it may.
 * The digest is that of the receipt, too: a statement of who opened it, not a proof that it did.
 */
@Injectable()
export class ConfirmCollection {
  constructor(
    private readonly config: Config,
    private readonly certificates: CallerCertificates,
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
    this.compare(await this.verify(caller, statement), caller, transmission);
    const { sealedFor } = transmission;
    if (sealedFor !== null && !sealedFor.includes(party.clientId)) throw sealedForOthers();
    if (transmission.state === 'available') throw notCollected();
    if (transmission.state === 'recalled' || transmission.state === 'expired') throw contentGone();
    if (transmission.state !== 'collected') return transmission;
    return this.confirm(party, id, statement);
  }

  private async verify(caller: Caller, statement: string): Promise<Confirmation> {
    const type: StatementType = 'careplan-confirmation+jws';
    try {
      const { thumbprint } = readStatementHeader(statement, type);
      const certificate = await this.certificates.find(caller, thumbprint);
      if (!certificate) throw confirmationRefused({ members: { reason: 'certificate' } });
      return readConfirmation(await verifyStatement(statement, type, certificate));
    } catch (error) {
      if (error instanceof StatementRefused)
        throw confirmationRefused({ members: { reason: 'signature' }, cause: error });
      throw error;
    }
  }

  private compare(confirmation: Confirmation, caller: Caller, transmission: Transmission): void {
    const reason =
      confirmation.aud !== this.config.publicUrl
        ? 'audience'
        : confirmation.transmission !== transmission.id
          ? 'transmission'
          : confirmation.office !== transmission.destination || confirmation.client !== caller.clientId
            ? 'office'
            : confirmation.contentSha256 !== transmission.contentSha256
              ? 'content'
              : isTimely(confirmation, transmission, this.clock.now())
                ? null
                : 'time';
    if (reason) throw confirmationRefused({ members: { reason } });
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

/** Clocks of two machines may differ by this much. */
const skewMilliseconds = 300_000;

/** Stated after the content was handed over, and not in the future. */
function isTimely({ iat }: Confirmation, { collectedAt }: Transmission, now: Date): boolean {
  const stated = iat * 1000;
  const earliest = collectedAt === null ? 0 : collectedAt.getTime() - skewMilliseconds;
  return stated >= earliest && stated <= now.getTime() + skewMilliseconds;
}
