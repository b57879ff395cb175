import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { Tx, UnitOfWork } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { Caller } from '../http/caller.js';
import { entityTagOf, matchesStrongly } from '../http/conditional.js';
import { notAllowed, notFound } from '../http/http.problems.js';
import { EDITIONS } from '../standard/editions.js';
import { officeChanged } from './directory.problems.js';
import { ConnectedOffice, OfficeStore, StatedCapability } from './office.store.js';
import { CapabilityStatement, OfficeView } from './office.view.js';

/**
 * An office says what it can receive (付8 1-1: 各事業所が登録できる機能), and from then on it alone does: no import of the
 * master changes that. Its own software says it, or a carrier that collects for it, whose software then is the office's.
 */
@Injectable()
export class StateCapability {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly offices: OfficeStore,
    private readonly events: EventStore,
    private readonly clock: Clock,
  ) {}

  /**
   * The same statement again changes nothing.
   * @param ifMatch the ETag of the office as the caller read it
   * @throws Problem not-found, not-allowed, office-changed
   */
  async run(
    caller: Caller,
    number: string,
    sent: CapabilityStatement,
    ifMatch: string | undefined,
  ): Promise<ConnectedOffice> {
    const now = this.clock.now();
    const stated = canonical(sent);
    return this.unitOfWork.run(async (tx) => {
      const office = await this.offices.lock(tx, number, now);
      if (!office) throw notFound();
      if (!(await this.mayState(tx, caller, number, now))) throw notAllowed();
      if (ifMatch !== undefined && !matchesStrongly(ifMatch, entityTagOf(OfficeView.from(office)))) {
        throw officeChanged();
      }
      if (saysSo(office, stated)) return office;
      await this.offices.stateCapability(tx, number, stated, now);
      const { versions, attachments } = stated;
      await this.events.append(tx, {
        kind: 'capability-stated',
        at: now,
        clientId: caller.clientId,
        officeNumber: number,
        data: { versions, attachments },
      });
      return { ...office, ...stated, capabilityStatedAt: now, updatedAt: now };
    });
  }

  private async mayState(tx: Tx, caller: Caller, number: string, now: Date): Promise<boolean> {
    if (caller.kind === 'office') return caller.officeNumber === number;
    return this.offices.isCollectedBy(tx, number, caller.clientId, now);
  }
}

/** Written in one way, whatever the order it was sent in: so that the same statement is the same, and has the same ETag. */
function canonical({
  versions,
  attachments,
  reachableOtherwise: { fax, mail },
}: CapabilityStatement): StatedCapability {
  return {
    versions: EDITIONS.map(({ version }) => version).filter((version) => versions.includes(version)),
    attachments,
    reachableOtherwise: { ...(fax !== undefined && { fax }), ...(mail !== undefined && { mail }) },
  };
}

function saysSo(office: ConnectedOffice, { versions, attachments, reachableOtherwise }: StatedCapability): boolean {
  return (
    office.capabilityStatedAt !== null &&
    office.attachments === attachments &&
    isDeepStrictEqual(office.versions, versions) &&
    isDeepStrictEqual(office.reachableOtherwise, reachableOtherwise)
  );
}
