import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Clock } from '../../database/clock.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { EventStore } from '../../events/event.store.js';
import { WebhookKeys, webhookSigner, WebhookSigner } from '../../sealing/webhook-signature.js';
import { TakeTurn } from '../subscriptions/take-turn.js';
import { ifReadable } from '../subscriptions/if-readable.js';
import { Call, CallReceiver } from './call-receiver.js';
import { failuresBeforeRest } from './schedule.js';
import { Turn } from './turn.js';
import { webhookBody } from './webhook-body.js';
import { WebhookSecrets } from './webhook-secrets.js';
import { Attempt, Claimed, Receiver, WorkStore } from '../deliveries/work.store.js';

/** Taken into hand at once. */
const sliceSize = 64;

/** What cannot be told now (its client is suspended, its keys cannot be opened) is looked at again after so long. */
const restMilliseconds = 300_000;

/**
 * Tells one subscription of what is due to it. Deliveries are rows: when a worker dies halfway something is told again under
 * the same id, and nothing is lost.
 */
@Injectable()
export class SendWebhooks {
  private readonly logger = new Logger('SendWebhooks');

  constructor(
    private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly store: WorkStore,
    private readonly turns: TakeTurn,
    private readonly receivers: CallReceiver,
    private readonly events: EventStore,
    private readonly clock: Clock,
  ) {}

  async run(subscriptionId: string): Promise<void> {
    await this.turns.run(subscriptionId, async (turnEnds) => {
      while (performance.now() < turnEnds && (await this.tellSome(subscriptionId, turnEnds)));
    });
  }

  /** @returns whether there may be more to tell now */
  private async tellSome(id: string, turnEnds: number): Promise<boolean> {
    const now = this.clock.now();
    const receiver = await this.store.receiver(id);
    const keys = receiver && this.keysOf(receiver, now);
    if (!receiver || !keys) {
      await this.store.rest(id, new Date(now.getTime() + restMilliseconds));
      return false;
    }
    if (receiver.restUntil && receiver.restUntil > now) return false;
    // A receiver that was failing is asked by one delivery whether it is back.
    const most = receiver.failures >= failuresBeforeRest ? 1 : sliceSize;
    const claimed = await this.store.claim(id, most, now);
    const mayBeTold = claimed.filter((one) => one.mayBeTold);
    await this.store.cancel(id, idsOf(claimed.filter((one) => !one.mayBeTold)), now);
    if (mayBeTold.length === 0) return claimed.length > 0;
    const signer = webhookSigner(keys);
    const turn = new Turn(
      receiver,
      turnEnds,
      (one) => this.tell(receiver, one, signer),
      () => this.clock.now(),
    );
    const attempts = await turn.run(mayBeTold);
    await this.note(receiver, attempts, turn);
    await this.store.putBack(id, idsOf(mayBeTold.slice(turn.taken)), now);
    return turn.taken === mayBeTold.length && !turn.isOver;
  }

  private tell({ address: url }: Receiver, one: Claimed, sign: WebhookSigner): Promise<Call> {
    const body = webhookBody(one);
    return this.receivers.run(url, body, sign(one.id, body, this.clock.now()));
  }

  private async note(receiver: Receiver, attempts: readonly Attempt[], turn: Turn): Promise<void> {
    if (attempts.length === 0) return;
    const at = this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      await this.store.note(tx, receiver.id, attempts, turn.health);
      const because = turn.isGone ? 'gone' : turn.isGivenUp ? 'failing' : null;
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

  /** Null when they cannot be opened, as after another content key: nothing is sent unsigned. */
  private keysOf({ id, secrets }: Receiver, now: Date): readonly WebhookKeys[] | null {
    const opened = ifReadable(() => WebhookSecrets.open(secrets, this.config.contentKey, id));
    if (!opened) this.logger.warn(`${id}: its keys were encrypted under another content key`);
    return opened && opened.signingAt(now);
  }
}

const idsOf = (claimed: readonly Claimed[]): string[] => claimed.map(({ id }) => id);
