import { Injectable } from '@nestjs/common';
import { Clock } from '../../database/clock.js';
import { isId } from '../../database/identifiers.js';
import { Tx, UnitOfWork } from '../../database/unit-of-work.js';
import { EventKind } from '../../events/event.js';
import { EventStore } from '../../events/event.store.js';
import { partyOf } from '../../exchange/party.js';
import { RequireMandate } from '../../exchange/require-mandate.js';
import { Caller } from '../../http/caller.js';
import { notFound } from '../../http/http.problems.js';
import { Channel, Channels, ShownSecret } from './channel.js';
import { Subscription } from './subscription.js';
import { channelNotOffered, noSecret, subscriptionState } from './subscription.problems.js';
import { SubscriptionStore } from './subscription.store.js';
import { settingsOf } from './settings-of.js';
import { SubscriptionChanges } from './subscription.view.js';

/** What its client does with a subscription that it has. */
@Injectable()
export class KeepSubscription {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly channels: Channels,
    private readonly subscriptions: SubscriptionStore,
    private readonly requireMandate: RequireMandate,
    private readonly events: EventStore,
    private readonly clock: Clock,
  ) {}

  list(caller: Caller): Promise<Subscription[]> {
    return this.subscriptions.list(caller.clientId);
  }

  /** @throws Problem not-found */
  async find(caller: Caller, id: string): Promise<Subscription> {
    const found = isId(id) ? await this.subscriptions.find(caller.clientId, id) : null;
    if (!found) throw notFound();
    return found;
  }

  /** Replaces its settings. @throws Problem not-found, mandate-missing, channel-not-offered, those of the channel */
  async change(caller: Caller, id: string, sent: SubscriptionChanges): Promise<Subscription> {
    const before = await this.find(caller, id);
    const now = this.clock.now();
    if (sent.offices) await this.requireMandate.any(partyOf(caller), sent.offices, ['collect', 'send'], now);
    const { name, kinds, offices, ...asked } = settingsOf(before.channel, sent);
    const about = await this.channelOf(before).change(before, asked);
    return this.unitOfWork.run(async (tx) => {
      const to = { name, kinds, offices, ...about };
      const changed = await this.subscriptions.change(tx, caller.clientId, id, to, now);
      if (!changed) throw notFound();
      await this.note(tx, caller, changed, 'subscription-changed', now);
      return changed;
    });
  }

  /** Of one that is active already nothing changes. @throws Problem not-found, subscription-state */
  async activate(caller: Caller, id: string): Promise<Subscription> {
    const before = await this.find(caller, id);
    if (before.state === 'active') return before;
    const now = this.clock.now();
    return this.unitOfWork.run(async (tx) => {
      const changed = await this.subscriptions.activate(tx, caller.clientId, id, now);
      if (!changed) throw subscriptionState({ members: { state: before.state } });
      await this.note(tx, caller, changed, 'subscription-changed', now);
      return changed;
    });
  }

  /** @throws Problem not-found */
  async end(caller: Caller, id: string): Promise<void> {
    const before = await this.find(caller, id);
    const now = this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      if (!(await this.subscriptions.end(tx, caller.clientId, id, now))) throw notFound();
      await this.note(tx, caller, before, 'subscription-ended', now);
    });
  }

  /** @throws Problem not-found, no-secret, secret-unreadable */
  async secretOf(caller: Caller, id: string): Promise<ShownSecret> {
    const subscription = await this.find(caller, id);
    const shown = this.channelOf(subscription).show(subscription, this.clock.now());
    if (!shown) throw noSecret();
    return shown;
  }

  /** Two at the same moment are one: both are shown what is then the secret. @throws Problem not-found, no-secret */
  async renewSecret(caller: Caller, id: string): Promise<ShownSecret> {
    const before = await this.find(caller, id);
    const now = this.clock.now();
    const renewed = this.channelOf(before).renew(before, now);
    if (!renewed) throw noSecret();
    await this.unitOfWork.run(async (tx) => {
      const changed = await this.subscriptions.renew(tx, before, renewed, now);
      if (changed) await this.note(tx, caller, changed, 'subscription-changed', now);
    });
    return this.secretOf(caller, id);
  }

  private channelOf({ channel }: Subscription): Channel {
    const found = this.channels.find(channel);
    if (!found) throw channelNotOffered();
    return found;
  }

  private note(tx: Tx, caller: Caller, { id, channel }: Subscription, kind: EventKind, at: Date): Promise<void> {
    const { clientId } = caller;
    return this.events.append(tx, {
      kind,
      at,
      clientId,
      subjectClientId: clientId,
      data: { subscription: id, channel },
    });
  }
}
