import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { isId, newId } from '../database/identifiers.js';
import { Tx } from '../database/unit-of-work.js';
import { OfficeStore } from '../directory/office.store.js';
import { EventStore } from '../events/event.store.js';
import { Caller } from '../http/caller.js';
import { requestInvalid } from '../http/http.problems.js';
import { GivenAnswer, Idempotency, readIdempotencyKey } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';
import { officeUnknown } from '../identity/identity.problems.js';
import { sha256Base64url } from '../sealing/digest.js';
import { mandateEvent } from './mandate-events.js';
import { partyOf } from './mandate-party.js';
import { carrierUnknown, mandateOpen } from './mandate.problems.js';
import { MandateStore, MandateTerms } from './mandate.store.js';
import { MandateToPropose, MandateView } from './mandate.view.js';
import { readTerms } from './terms.js';

/** How long a repeated proposal is recognised. */
const answerKeptMilliseconds = 24 * 3_600_000;

/** One side proposes; nothing may be done until the other side has accepted. */
@Injectable()
export class ProposeMandate {
  constructor(
    private readonly mandates: MandateStore,
    private readonly offices: OfficeStore,
    private readonly events: EventStore,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem request-invalid, office-unknown, carrier-unknown, mandate-open, and those of Idempotency */
  async run(caller: Caller, idempotencyKey: string | undefined, sent: MandateToPropose): Promise<GivenAnswer> {
    const now = this.clock.now();
    const pair = pairOf(caller, sent);
    const terms: MandateTerms = { ...readTerms(sent, now, ''), ...pair };
    // Before the transaction, which would otherwise wait for a second connection while it holds one.
    if (!(await this.offices.find(terms.officeNumber))) throw officeUnknown();
    const request = {
      clientId: caller.clientId,
      key: readIdempotencyKey(idempotencyKey),
      operation: 'propose-mandate',
      lease: newId(),
      fingerprint: sha256Base64url(
        JSON.stringify([sent.officeNumber, sent.carrier, sent.scopes, sent.validFrom, sent.validUntil]),
      ),
    };
    const keptUntil = new Date(now.getTime() + answerKeptMilliseconds);
    return this.idempotency.once(request, now, keptUntil, async (tx) => {
      const proposed = await this.propose(tx, caller, terms, now);
      return {
        status: 201,
        headers: { location: `/v1/mandates/${proposed.id}` },
        body: proposed,
      };
    });
  }

  private async propose(tx: Tx, caller: Caller, terms: MandateTerms, now: Date): Promise<MandateView> {
    const carrier = isId(terms.carrierId) ? await this.mandates.findCarrier(tx, terms.carrierId) : null;
    if (!carrier) throw carrierUnknown();
    const mandate = await this.mandates.propose(tx, newId(), terms, now);
    if (!mandate) {
      const open = await this.mandates.openBetween(tx, terms.officeNumber, terms.carrierId);
      throw mandateOpen({ members: { mandate: open.find(({ state }) => state === 'proposed')?.id } });
    }
    await this.events.append(tx, mandateEvent('mandate-proposed', mandate, partyOf(caller), now));
    return MandateView.from(mandate);
  }
}

/** Each side names the other. */
function pairOf(
  caller: Caller,
  { officeNumber, carrier }: MandateToPropose,
): Pick<MandateTerms, 'officeNumber' | 'carrierId' | 'proposedBy'> {
  if (caller.kind === 'office' && caller.officeNumber !== null) {
    if (carrier === undefined || officeNumber !== undefined) throw misplaced('carrier', 'officeNumber');
    return { officeNumber: caller.officeNumber, carrierId: carrier, proposedBy: 'office' };
  }
  if (officeNumber === undefined || carrier !== undefined) throw misplaced('officeNumber', 'carrier');
  return { officeNumber, carrierId: caller.clientId, proposedBy: 'carrier' };
}

function misplaced(wanted: string, unwanted: string): Problem {
  return requestInvalid({
    errors: [
      {
        pointer: `/${wanted}`,
        detail: {
          ja: `${wanted}だけを指定してください（${unwanted}はあなた自身です）。`,
          en: `Give ${wanted} and only that: ${unwanted} is yourself.`,
        },
      },
    ],
  });
}
