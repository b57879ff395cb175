import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Clock } from '../../database/clock.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { EventStore } from '../../events/event.store.js';
import { Attempt, Claimed, Health, Receiver, WorkStore } from '../deliveries/work.store.js';
import { TakeTurn } from '../subscriptions/take-turn.js';
import { ifReadable } from '../subscriptions/if-readable.js';
import { Disabling } from '../subscriptions/subscription.js';
import { linkSecret } from './mail-channel.js';
import { MailStore } from './mail.store.js';
import { askingText, digestText } from './mail-text.js';
import { MailTransport, Posted } from './mail-transport.js';
import { TallyEvents } from './tally-events.js';

/** What one mail can tell of; the rest is in the next. */
const mostInOne = 5_000;

/** After a mail, what comes within so long is told in one. */
const gatherMilliseconds = 300_000;

const minute = 60_000;
const hour = 60 * minute;

/** Until the next attempt, by how many have failed in a row. */
const waits = [minute, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour];

/** So often in a row an address is refused for good before it is taken for wrong; and so long a server may be away. */
const refusalsBeforeEnd = 3;
const givenUpAfter = 120 * hour;

/** Whoever is asked can agree for so long. */
export const askedFor = 7 * 24 * hour;

/** Mails one subscription what is due to it, all in one. As webhooks: at least once, and lost by nothing. */
@Injectable()
export class SendMails {
  private readonly logger = new Logger('SendMails');

  constructor(
    private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly store: WorkStore,
    private readonly mails: MailStore,
    private readonly tallies: TallyEvents,
    private readonly turns: TakeTurn,
    private readonly transport: MailTransport,
    private readonly events: EventStore,
    private readonly clock: Clock,
  ) {}

  run(subscriptionId: string): Promise<void> {
    return this.turns.run(subscriptionId, () => this.mail(subscriptionId));
  }

  private async mail(id: string): Promise<void> {
    const now = this.clock.now();
    const receiver = await this.store.receiver(id);
    const secret = receiver && this.secretOf(receiver);
    if (!receiver || !secret) return this.store.rest(id, new Date(now.getTime() + gatherMilliseconds));
    if (receiver.restUntil && receiver.restUntil > now) return;
    await (receiver.state === 'unconfirmed' ? this.ask(receiver, secret, now) : this.tell(receiver, secret, now));
  }

  private async ask(receiver: Receiver, secret: string, now: Date): Promise<void> {
    const { id, address, settings, failures, createdAt } = receiver;
    const link = `${this.config.publicUrl}/v1/mail/${secret}/confirmation`;
    const text = askingText(link, settings.language ?? 'ja');
    const messageId = this.messageId(id, 'confirmation');
    const { outcome } = await this.transport.send({ to: address, ...text, messageId, stopLink: null });
    const isLate = now.getTime() - createdAt.getTime() > askedFor;
    const isOver = outcome === 'delivered' || outcome === 'refused' || failures >= waits.length || isLate;
    const health = this.after(receiver, { outcome, status: null, milliseconds: 0 }, now);
    await this.unitOfWork.run(async (tx) => {
      await this.store.note(tx, id, [], health);
      await this.mails.askAt(tx, id, isOver ? null : health.restUntil);
    });
  }

  private async tell(receiver: Receiver, secret: string, now: Date): Promise<void> {
    const { id, address, settings } = receiver;
    const claimed = await this.store.claim(id, mostInOne, now);
    const told = claimed.filter(({ mayBeTold }) => mayBeTold);
    const silent = claimed.filter(({ mayBeTold }) => !mayBeTold);
    await this.store.cancel(
      id,
      silent.map((one) => one.id),
      now,
    );
    const [first] = told;
    if (!first) return;
    const stopLink = `${this.config.publicUrl}/v1/mail/${secret}/stop`;
    const tallies = await this.tallies.run(receiver.reader, told);
    const text = digestText(tallies, stopLink, settings.language ?? 'ja');
    const posted = await this.transport.send({
      to: address,
      ...text,
      messageId: this.messageId(id, first.id),
      stopLink,
    });
    await this.note(receiver, told, posted, now);
  }

  private async note(receiver: Receiver, told: readonly Claimed[], posted: Posted, at: Date): Promise<void> {
    const health = this.after(receiver, posted, at);
    const attempts = told.map(({ id, attempts: before }): Attempt => ({
      eventId: id,
      number: before + 1,
      at,
      ...posted,
      state: posted.outcome === 'delivered' ? 'delivered' : 'pending',
      dueAt: health.restUntil ?? at,
    }));
    await this.unitOfWork.run(async (tx) => {
      await this.store.note(tx, receiver.id, attempts, health);
      const because = this.endOf(health, at);
      if (because === null || !(await this.store.disable(tx, receiver.id, because, at))) return;
      await this.events.append(tx, {
        kind: 'subscription-disabled',
        at,
        clientId: null,
        subjectClientId: receiver.clientId,
        data: { subscription: receiver.id, because },
      });
    });
  }

  private after(receiver: Receiver, { outcome }: Posted, at: Date): Health {
    if (outcome === 'delivered') {
      const isGathered = receiver.settings.mode !== 'daily' && receiver.state === 'active';
      const restUntil = isGathered ? new Date(at.getTime() + gatherMilliseconds) : null;
      return { failures: 0, refusals: 0, failingSince: null, restUntil, isSlow: false };
    }
    const wait = waits[Math.min(receiver.failures, waits.length - 1)] ?? hour;
    return {
      failures: receiver.failures + 1,
      refusals: outcome === 'refused' ? receiver.refusals + 1 : 0,
      failingSince: receiver.failingSince ?? at,
      restUntil: new Date(at.getTime() + wait),
      isSlow: false,
    };
  }

  private endOf({ refusals, failingSince }: Health, at: Date): Disabling | null {
    if (refusals >= refusalsBeforeEnd) return 'bounced';
    return failingSince && at.getTime() - failingSince.getTime() > givenUpAfter ? 'failing' : null;
  }

  private secretOf({ id, secrets }: Receiver): string | null {
    const secret = ifReadable(() => linkSecret(id, secrets, this.config));
    if (secret === null) this.logger.warn(`${id}: its secret was encrypted under another content key`);
    return secret;
  }

  private messageId(id: string, what: string): string {
    return `<${id}.${what}@${new URL(this.config.publicUrl).hostname}>`;
  }
}
