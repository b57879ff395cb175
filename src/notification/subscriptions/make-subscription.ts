import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Clock } from '../../database/clock.js';
import { newId } from '../../database/identifiers.js';
import { Tx } from '../../database/unit-of-work.js';
import { EventStore } from '../../events/event.store.js';
import { partyOf } from '../../exchange/party.js';
import { RequireMandate } from '../../exchange/require-mandate.js';
import { retainedUntil } from '../../exchange/retention.js';
import { Caller } from '../../http/caller.js';
import { GivenAnswer, Idempotency, readIdempotencyKey, StoredAnswer } from '../../http/idempotency.js';
import { requestDigest } from '../../sealing/request-digest.js';
import { Channel, Channels } from './channel.js';
import { readerOf } from '../feed/reader.js';
import { ChannelName, Subscription } from './subscription.js';
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
    const request = {
      clientId: caller.clientId,
      key: readIdempotencyKey(idempotencyKey),
      operation: 'make-subscription',
      fingerprint: requestDigest(this.config.contentKey, 'subscription', JSON.stringify(asked)),
      lease: newId(),
    };
    const { body, ...answer } = await this.idempotency.held(request, now, retainedUntil(now, this.config), async () => {
      const one = await this.prepare(caller, asked, now);
      return this.idempotency.answering(request, (tx) => this.store(tx, one, now));
    });
    return { ...answer, body: { ...(body as SubscriptionView), ...addressOf(asked) } };
  }

  private async prepare(caller: Caller, asked: SubscriptionToMake, now: Date): Promise<NewSubscription> {
    const channel = this.channelOf(asked.channel);
    if (asked.offices) await this.requireMandate.any(partyOf(caller), asked.offices, ['collect', 'send'], now);
    const { name, kinds, offices, ...about } = settingsOf(asked.channel, asked);
    const id = newId();
    const prepared = await channel.prepare(id, about);
    const { reader } = readerOf(caller);
    const made = { clientId: caller.clientId, reader, channel: asked.channel, name, kinds, offices, createdAt: now };
    return { ...prepared, id, ...made };
  }

  private async store(tx: Tx, one: NewSubscription, now: Date): Promise<StoredAnswer> {
    const { id, clientId, channel } = one;
    const limit = this.config.subscriptionLimit;
    if (!(await this.subscriptions.insert(tx, one, limit))) throw subscriptionLimit({ members: { limit } });
    await this.channelOf(channel).stored?.(tx, one, now);
    await this.events.append(tx, {
      kind: 'subscription-created',
      at: now,
      clientId,
      subjectClientId: clientId,
      data: { subscription: id, channel },
    });
    // The stored answer outlives the subscription: whom it goes to is said again by whoever repeats the request.
    const body = { ...SubscriptionView.from(asStored(one)), url: null, address: null };
    return { status: 201, headers: { location: `/v1/subscriptions/${id}` }, body };
  }

  /** @throws Problem channel-not-offered */
  private channelOf(name: ChannelName): Channel {
    const channel = this.channels.find(name);
    if (!channel) throw channelNotOffered();
    return channel;
  }
}

/** As SubscriptionView has it, of a request that was accepted. */
function addressOf({ channel, url, address }: SubscriptionToMake): Pick<SubscriptionView, 'url' | 'address'> {
  return {
    url: channel === 'webhook' && url !== undefined ? new URL(url).href : null,
    address: channel === 'mail' ? (address ?? null) : null,
  };
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
