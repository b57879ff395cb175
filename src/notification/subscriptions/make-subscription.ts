import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Clock } from '../../database/clock.js';
import { newId } from '../../database/identifiers.js';
import { EventStore } from '../../events/event.store.js';
import { partyOf } from '../../exchange/party.js';
import { RequireMandate } from '../../exchange/require-mandate.js';
import { retainedUntil } from '../../exchange/retention.js';
import { Caller } from '../../http/caller.js';
import { GivenAnswer, Idempotency, readIdempotencyKey } from '../../http/idempotency.js';
import { requestDigest } from '../../sealing/request-digest.js';
import { Channels } from './channel.js';
import { readerOf } from '../feed/reader.js';
import { Subscription } from './subscription.js';
import { channelNotOffered, subscriptionLimit } from './subscription.problems.js';
import { NewSubscription, SubscriptionStore } from './subscription.store.js';
import { settingsOf } from './settings-of.js';
import { SubscriptionToMake, SubscriptionView } from './subscription.view.js';

/** A client says what it wants to be told of, and how. */
@Injectable()
export class MakeSubscription {
  constructor(
    private readonly config: Config,
    private readonly channels: Channels,
    private readonly subscriptions: SubscriptionStore,
    private readonly requireMandate: RequireMandate,
    private readonly events: EventStore,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem channel-not-offered, mandate-missing, subscription-limit, those of the channel and of Idempotency */
  async run(caller: Caller, idempotencyKey: string | undefined, asked: SubscriptionToMake): Promise<GivenAnswer> {
    const now = this.clock.now();
    const key = readIdempotencyKey(idempotencyKey);
    const channel = this.channels.find(asked.channel);
    if (!channel) throw channelNotOffered();
    if (asked.offices) await this.requireMandate.any(partyOf(caller), asked.offices, ['collect', 'send'], now);
    const id = newId();
    const { name, kinds, offices, ...about } = settingsOf(asked.channel, asked);
    const prepared = await channel.prepare(id, about, caller, now);
    const one: NewSubscription = {
      ...prepared,
      id,
      clientId: caller.clientId,
      reader: readerOf(caller).reader,
      channel: asked.channel,
      name,
      kinds,
      offices,
      createdAt: now,
    };
    const request = {
      clientId: caller.clientId,
      key,
      operation: 'make-subscription',
      fingerprint: requestDigest(this.config.contentKey, 'subscription', JSON.stringify(asked)),
      lease: newId(),
    };
    return this.idempotency.once(request, now, retainedUntil(now, this.config), async (tx) => {
      if (!(await this.subscriptions.insert(tx, one, this.config.subscriptionLimit))) {
        throw subscriptionLimit({ members: { limit: this.config.subscriptionLimit } });
      }
      await channel.stored?.(tx, id, now);
      await this.events.append(tx, {
        kind: 'subscription-created',
        at: now,
        clientId: caller.clientId,
        subjectClientId: caller.clientId,
        data: { subscription: id, channel: asked.channel },
      });
      return {
        status: 201,
        headers: { location: `/v1/subscriptions/${id}` },
        body: SubscriptionView.from(asStored(one)),
      };
    });
  }
}

function asStored(one: NewSubscription): Subscription {
  return {
    ...one,
    secrets: null,
    disabledBecause: null,
    failures: 0,
    failingSince: null,
    restUntil: null,
    changedAt: one.createdAt,
  };
}
