import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { isId } from '../database/identifiers.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { Caller } from '../http/caller.js';
import { authenticationRequired, notFound } from '../http/http.problems.js';
import { Client } from './client.entity.js';
import { ClientStore } from './client.store.js';
import { operatorIndispensable } from './identity.problems.js';

/** 利用の停止と再開: a suspended client is refused from its next request on, in every process; nothing of it is lost. */
@Injectable()
export class SuspendClient {
  constructor(
    private readonly clients: ClientStore,
    private readonly events: EventStore,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found, operator-indispensable */
  async suspend(caller: Caller, clientId: string): Promise<Client> {
    if (clientId === caller.clientId) throw operatorIndispensable();
    return this.change(caller, clientId, 'suspended');
  }

  /** @throws Problem not-found */
  async reinstate(caller: Caller, clientId: string): Promise<Client> {
    return this.change(caller, clientId, 'active');
  }

  private async change(caller: Caller, clientId: string, state: Client['state']): Promise<Client> {
    if (!isId(clientId)) throw notFound();
    return this.unitOfWork.run(async (tx) => {
      const locked = await this.clients.lock(tx, [caller.clientId, clientId]);
      // Two operators who suspend each other at once would leave nobody: who comes second is no operator any more.
      if (locked.find(({ id }) => id === caller.clientId)?.state !== 'active') throw authenticationRequired();
      const client = locked.find(({ id }) => id === clientId);
      if (!client) throw notFound();
      if (client.state === state) return client;
      await this.clients.setState(tx, clientId, state);
      await this.events.append(tx, {
        kind: state === 'suspended' ? 'client-suspended' : 'client-reinstated',
        at: this.clock.now(),
        clientId: caller.clientId,
        subjectClientId: clientId,
      });
      return { ...client, state };
    });
  }
}
