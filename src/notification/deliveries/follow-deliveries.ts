import { Injectable } from '@nestjs/common';
import { Clock } from '../../database/clock.js';
import { isId, newId } from '../../database/identifiers.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { EventStore } from '../../events/event.store.js';
import { Caller } from '../../http/caller.js';
import { notFound } from '../../http/http.problems.js';
import { idPart, readKeyset, textPart, writeKeyset } from '../../http/keyset-cursor.js';
import { KeepSubscription } from '../subscriptions/keep-subscription.js';
import { lockSubscription } from '../subscriptions/lock-subscription.js';
import { Subscription } from '../subscriptions/subscription.js';
import { subscriptionState } from '../subscriptions/subscription.problems.js';
import { nothingDelivered } from './delivery.problems.js';
import { DeliveryStore, Replayed } from './delivery.store.js';
import { DeliveriesQuery, DeliveryPageView, DeliveryView, DeliveryWithAttemptsView } from './delivery.view.js';

/** Failed ones that one request sends again: in one statement. */
const mostReplayed = 1_000;

/** What became of what a subscription was to be told, and telling it again. */
@Injectable()
export class FollowDeliveries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly subscriptions: KeepSubscription,
    private readonly deliveries: DeliveryStore,
    private readonly events: EventStore,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found, nothing-delivered, request-invalid for a cursor that is none */
  async list(caller: Caller, id: string, { cursor, limit, state }: DeliveriesQuery): Promise<DeliveryPageView> {
    await this.delivering(caller, id);
    const after = readKeyset<readonly [string, string]>(cursor, [textPart(/^\d{1,18}$/), idPart]);
    const read = await this.deliveries.list(id, state ?? null, after, limit + 1);
    const rows = read.slice(0, limit);
    const last = rows.at(-1);
    return {
      deliveries: rows.map(DeliveryView.from),
      next: last && read.length > limit ? writeKeyset([last.position, last.event]) : null,
    };
  }

  /** @throws Problem not-found, nothing-delivered */
  async find(caller: Caller, id: string, event: string): Promise<DeliveryWithAttemptsView> {
    await this.delivering(caller, id);
    const delivery = isId(event) ? await this.deliveries.find(id, event) : null;
    if (!delivery) throw notFound();
    return DeliveryWithAttemptsView.of(delivery, await this.deliveries.attempts(id, event));
  }

  /** An event that tells nothing but that it can be told, to this subscription alone. @throws Problem as `replay` */
  async test(caller: Caller, id: string): Promise<DeliveryWithAttemptsView> {
    requireActive(await this.delivering(caller, id));
    const now = this.clock.now();
    const event = newId();
    const { clientId } = caller;
    await this.unitOfWork.run(async (tx) => {
      requireActive({ state: await lockSubscription(tx, id) });
      const about = { subjectClientId: clientId, data: { subscription: id } };
      await this.events.append(tx, { id: event, kind: 'subscription-tested', at: now, clientId, ...about });
      await this.deliveries.add(tx, id, event, now);
    });
    return this.find(caller, id, event);
  }

  /** @throws Problem not-found, nothing-delivered, subscription-state */
  async replay(caller: Caller, id: string, event: string): Promise<DeliveryWithAttemptsView> {
    await this.find(caller, id, event);
    requireActive(await this.delivering(caller, id));
    await this.again(id, { event });
    return this.find(caller, id, event);
  }

  /** @returns how many are sent again @throws Problem not-found, nothing-delivered, subscription-state */
  async replayFailed(caller: Caller, id: string, since: Date): Promise<{ replayed: number; more: boolean }> {
    requireActive(await this.delivering(caller, id));
    const replayed = await this.again(id, { since, most: mostReplayed });
    return { replayed, more: replayed === mostReplayed };
  }

  private again(id: string, which: Replayed): Promise<number> {
    const now = this.clock.now();
    return this.unitOfWork.run(async (tx) => {
      requireActive({ state: await lockSubscription(tx, id) });
      return this.deliveries.replay(tx, id, which, now);
    });
  }

  private async delivering(caller: Caller, id: string): Promise<Subscription> {
    const subscription = await this.subscriptions.find(caller, id);
    if (subscription.channel === 'atom') throw nothingDelivered();
    return subscription;
  }
}

/** @throws Problem subscription-state */
function requireActive({ state }: Pick<Subscription, 'state'>): void {
  if (state !== 'active') throw subscriptionState({ members: { state } });
}
