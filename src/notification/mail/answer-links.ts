import { Injectable } from '@nestjs/common';
import { Clock } from '../../database/clock.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { EventStore } from '../../events/event.store.js';
import { notFound } from '../../http/http.problems.js';
import { Subscription } from '../subscriptions/subscription.js';
import { digestOf } from './mail-channel.js';
import { MailStore } from './mail.store.js';
import { askedFor } from './send-mails.js';

/** What whoever reads the mail can do with the links in it: agree, and stop. To look at a link does nothing. */
@Injectable()
export class AnswerLinks {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly mails: MailStore,
    private readonly events: EventStore,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found for a link that is none, or none any more */
  async find(secret: string): Promise<Subscription> {
    const subscription = await this.mails.bySecret(digestOf(secret));
    if (!subscription) throw notFound();
    return subscription;
  }

  /** Of one that was agreed to already nothing changes. @throws Problem not-found, also when the time is over */
  async confirm(secret: string): Promise<void> {
    const now = this.clock.now();
    const subscription = await this.find(secret);
    if (subscription.state === 'active') return;
    const isOver = now.getTime() - subscription.createdAt.getTime() > askedFor;
    if (subscription.state !== 'unconfirmed' || isOver) throw notFound();
    await this.unitOfWork.run(async (tx) => {
      if (await this.mails.confirm(tx, subscription.id, now))
        await this.note(tx, subscription, 'subscription-changed', now);
    });
  }

  /** Repeating it changes nothing. @throws Problem not-found */
  async stop(secret: string): Promise<void> {
    const now = this.clock.now();
    const subscription = await this.find(secret);
    await this.unitOfWork.run(async (tx) => {
      if (await this.mails.stop(tx, subscription.id, now))
        await this.note(tx, subscription, 'subscription-disabled', now);
    });
  }

  private note(
    tx: Parameters<EventStore['append']>[0],
    { id, clientId, channel }: Subscription,
    kind: 'subscription-changed' | 'subscription-disabled',
    at: Date,
  ): Promise<void> {
    const data = { subscription: id, channel, ...(kind === 'subscription-disabled' && { because: 'stopped' }) };
    return this.events.append(tx, { kind, at, clientId: null, subjectClientId: clientId, data });
  }
}
