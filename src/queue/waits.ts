import { Injectable, OnModuleDestroy } from '@nestjs/common';
import { Config } from '../config/config.js';
import { WakeUps } from './wake-ups.js';

/** Between looks that were in vain: many wake-ups for something else than what is waited for must not be many looks. */
const leastMilliseconds = 200;

/** A request that is answered when there is something new; a stream that goes on for as long as it is read. */
export type WaitKind = 'request' | 'stream';

/** Between two looks of one who waits: seldom while others tell him, oftener while nobody can. */
const lookAfter = {
  request: { told: 10_000, untold: 2_000 },
  stream: { told: 30_000, untold: 5_000 },
} as const;

/** The places at which clients wait for something new, as many as the process can bear, and who is in them. */
@Injectable()
export class Waits implements OnModuleDestroy {
  private readonly taken = new Map<string, number>();
  private readonly leavers = { request: new Set<() => void>(), stream: new Set<() => void>() };
  private isStopping = false;

  constructor(
    private readonly config: Config,
    private readonly wakeUps: WakeUps,
  ) {}

  /** How many wait in this process. */
  count(kind: WaitKind): number {
    return this.leavers[kind].size;
  }

  /**
   * A place to wait at, taken before the first look so that nothing happens unseen; null when there is none left.
   * @param name of the wake-ups that are waited for
   */
  begin(kind: WaitKind, clientId: string, name: string): Waiting | null {
    const place = `${kind} ${clientId}`;
    const ofClient = this.taken.get(place) ?? 0;
    const { most, mostOfClient } = this.limitsOf(kind);
    if (this.isStopping || ofClient >= mostOfClient || this.count(kind) >= most) return null;
    this.taken.set(place, ofClient + 1);
    const waiting = new Waiting(() => lookAfter[kind][this.wakeUps.isTold ? 'told' : 'untold']);
    const deafen = this.wakeUps.listen([name], () => waiting.wake());
    const leave = () => waiting.leave();
    this.leavers[kind].add(leave);
    waiting.onEnd(() => {
      deafen();
      this.leavers[kind].delete(leave);
      const left = (this.taken.get(place) ?? 1) - 1;
      if (left === 0) this.taken.delete(place);
      else this.taken.set(place, left);
    });
    return waiting;
  }

  /** Before the server waits for its requests to end. */
  onModuleDestroy(): void {
    this.isStopping = true;
    for (const leave of [...this.leavers.request, ...this.leavers.stream]) leave();
  }

  private limitsOf(kind: WaitKind): { most: number; mostOfClient: number } {
    const { waitLimit, waitLimitPerClient, streamLimit, streamLimitPerClient } = this.config;
    return kind === 'request'
      ? { most: waitLimit, mostOfClient: waitLimitPerClient }
      : { most: streamLimit, mostOfClient: streamLimitPerClient };
  }
}

/** One who waits. */
export class Waiting {
  private isWoken = false;
  private hasLeft = false;
  private hasWaited = false;
  private rouse: (() => void) | null = null;
  private readonly enders: (() => void)[] = [];

  constructor(private readonly lookAfter: () => number) {}

  onEnd(ender: () => void): void {
    this.enders.push(ender);
  }

  wake(): void {
    this.isWoken = true;
    this.rouse?.();
  }

  /** Ends the wait for good: the caller hung up, or the process stops. */
  leave(): void {
    this.hasLeft = true;
    this.rouse?.();
  }

  /**
   * Waits until there may be something new, at most so long. Many who wait do not look at the same moment.
   * @returns false when there is no sense in looking again
   */
  async until(milliseconds: number): Promise<boolean> {
    const least = this.hasWaited ? Math.min(milliseconds, leastMilliseconds) : 0;
    this.hasWaited = true;
    await this.sleep(least, () => this.hasLeft);
    const jittered = this.lookAfter() * (0.75 + Math.random() / 2);
    await this.sleep(Math.min(milliseconds - least, jittered), () => this.hasLeft || this.isWoken);
    this.isWoken = false;
    return !this.hasLeft;
  }

  private async sleep(milliseconds: number, isOver: () => boolean): Promise<void> {
    if (milliseconds <= 0 || isOver()) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.rouse = () => {
        if (!isOver()) return;
        clearTimeout(timer);
        resolve();
      };
    });
    this.rouse = null;
  }

  end(): void {
    for (const ender of this.enders.splice(0)) ender();
  }
}
