import { Call, requestsAtOnce } from './call-receiver.js';
import { failuresBeforeRest, givenUpAfterMilliseconds, nextAttempt, restUntil } from './schedule.js';
import { Attempt, Claimed, Health } from '../deliveries/work.store.js';

/**
 * One receiver's turn: it is told what is in hand, several at once, until nothing is left, the time is over, or it has
 * failed so often that it is to rest.
 */
export class Turn {
  /** How many of what was in hand were tried. */
  taken = 0;
  isGone = false;
  health: Health;
  private readonly mostFailures: number;

  constructor(
    before: Health,
    private readonly endsAt: number,
    private readonly call: (one: Claimed) => Promise<Call>,
    private readonly now: () => Date,
  ) {
    const { failures, failingSince, restUntil: rest, isSlow } = before;
    this.health = { failures, refusals: 0, failingSince, restUntil: rest, isSlow };
    // What fails at the same moment is one failure of the receiver, not many.
    this.mostFailures = Math.max(failures + 1, failuresBeforeRest);
  }

  get isOver(): boolean {
    const { restUntil: rest } = this.health;
    return this.isGone || (rest !== null && rest > this.now()) || performance.now() >= this.endsAt;
  }

  /** Whether it has failed for so long that nobody waits for it any more. */
  get isGivenUp(): boolean {
    const { failingSince } = this.health;
    return failingSince !== null && this.now().getTime() - failingSince.getTime() > givenUpAfterMilliseconds;
  }

  async run(claimed: readonly Claimed[]): Promise<Attempt[]> {
    const attempts: Attempt[] = [];
    const keepOn = async () => {
      while (!this.isOver) {
        const one = claimed[this.taken];
        if (!one) return;
        this.taken++;
        attempts.push(this.attemptOf(one, await this.call(one)));
      }
    };
    await Promise.all(Array.from({ length: requestsAtOnce }, keepOn));
    const spent = attempts.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
    if (attempts.length > 0) this.health = { ...this.health, isSlow: spent / attempts.length > slowMilliseconds };
    return attempts;
  }

  private attemptOf(
    { id, attempts, attemptsBefore }: Claimed,
    { outcome, status, retryAfter, milliseconds }: Call,
  ): Attempt {
    const at = this.now();
    const isDelivered = outcome === 'delivered';
    if (outcome === 'gone') this.isGone = true;
    this.health = isDelivered
      ? { ...this.health, failures: 0, refusals: 0, failingSince: null, restUntil: null }
      : this.worse(at, retryAfter);
    const number = attempts + 1;
    const next =
      isDelivered || this.isGone ? null : nextAttempt(number - attemptsBefore, at, retryAfter, Math.random());
    const state = isDelivered ? 'delivered' : next === null ? 'failed' : 'pending';
    return { eventId: id, number, at, milliseconds, outcome, status, state, dueAt: next ?? at };
  }

  private worse(at: Date, retryAfter: number | null): Health {
    const failures = Math.min(this.health.failures + 1, this.mostFailures);
    const asked = retryAfter === null ? null : new Date(at.getTime() + Math.min(retryAfter, longestAsked) * 1000);
    const rests = [restUntil(failures, at), asked].filter((rest) => rest !== null);
    return {
      ...this.health,
      failures,
      refusals: 0,
      failingSince: this.health.failingSince ?? at,
      restUntil: rests.length === 0 ? null : new Date(Math.max(...rests.map((rest) => rest.getTime()))),
    };
  }
}

/** A receiver that takes longer than this on the average is told apart from those that do not. */
const slowMilliseconds = 1_000;

/** Seconds for which a receiver can keep all that is due to it waiting; one delivery it can put off for a day. */
const longestAsked = 3_600;
