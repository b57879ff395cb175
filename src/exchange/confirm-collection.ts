import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Clock } from '../database/clock.js';
import { isId } from '../database/identifiers.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { OfficeCaller } from '../http/caller.js';
import { notFound } from '../http/http.problems.js';
import { CallerCertificates } from '../identity/caller-certificates.js';
import { Confirmation, readConfirmation } from '../sealing/receipt.js';
import { readStatementHeader, StatementRefused, StatementType, verifyStatement } from '../sealing/statement.js';
import { confirmationRefused, contentGone, notCollected } from './exchange.problems.js';
import { Transmission } from './transmission.js';
import { TransmissionStore } from './transmission.store.js';

/**
 * 受領確認: the destination states, signed, that it decrypted exactly what was sealed for it. The digest is over the
 * decrypted content package, so only who could open it can make the statement.
 */
@Injectable()
export class ConfirmCollection {
  constructor(
    private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly certificates: CallerCertificates,
    private readonly transmissions: TransmissionStore,
    private readonly events: EventStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Repeating it is harmless: a confirmed transmission stays as it is.
   * @throws Problem not-found, not-collected, content-gone, confirmation-refused
   */
  async run(caller: OfficeCaller, id: string, statement: string): Promise<Transmission> {
    const transmission = isId(id)
      ? await this.transmissions.findArrived(this.unitOfWork.autocommit, caller.officeNumber, id)
      : null;
    if (!transmission) throw notFound();
    const now = this.clock.now();
    this.compare(await this.verify(caller, statement, now), caller, transmission);
    if (transmission.state === 'available') throw notCollected();
    if (transmission.state === 'recalled' || transmission.state === 'expired') throw contentGone();
    if (transmission.state !== 'collected') return transmission;
    return this.confirm(caller, transmission, statement, now);
  }

  private async verify(caller: OfficeCaller, statement: string, now: Date): Promise<Confirmation> {
    const type: StatementType = 'careplan-confirmation+jws';
    try {
      const { thumbprint } = readStatementHeader(statement, type);
      const certificate = await this.certificates.find(caller, thumbprint, now);
      if (!certificate) throw confirmationRefused({ members: { reason: 'certificate' } });
      return readConfirmation(await verifyStatement(statement, type, certificate));
    } catch (error) {
      if (error instanceof StatementRefused)
        throw confirmationRefused({ members: { reason: 'signature' }, cause: error });
      throw error;
    }
  }

  private compare(confirmation: Confirmation, caller: OfficeCaller, transmission: Transmission): void {
    const reason =
      confirmation.aud !== this.config.publicUrl
        ? 'audience'
        : confirmation.transmission !== transmission.id
          ? 'transmission'
          : confirmation.office !== caller.officeNumber || confirmation.client !== caller.clientId
            ? 'office'
            : confirmation.contentSha256 !== transmission.contentSha256
              ? 'content'
              : null;
    if (reason) throw confirmationRefused({ members: { reason } });
  }

  private async confirm(
    caller: OfficeCaller,
    transmission: Transmission,
    statement: string,
    now: Date,
  ): Promise<Transmission> {
    const { id, sender, destination, submissionId } = transmission;
    await this.unitOfWork.run(async (tx) => {
      if (!(await this.transmissions.confirm(tx, caller.officeNumber, id, statement, now))) return;
      await this.events.append(tx, {
        kind: 'transmission-confirmed',
        at: now,
        clientId: caller.clientId,
        submissionId,
        transmissionId: id,
        sender,
        destination,
      });
    });
    // Another terminal may have been quicker: what is stored now is the answer either way.
    const stored = await this.transmissions.findArrived(this.unitOfWork.autocommit, caller.officeNumber, id);
    if (!stored) throw notFound();
    return stored;
  }
}
