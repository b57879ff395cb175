import { Injectable, OnModuleDestroy } from '@nestjs/common';
import { Config } from '../config/config.js';
import { WakeUps } from '../queue/wake-ups.js';
import { Party } from './party.js';

/** Between two looks of one who waits: seldom while others tell him, often while nobody can. */
const toldMilliseconds = 10_000;
const untoldMilliseconds = 2_000;

/** Between looks that were in vain: many arrivals of another kind than the one waited for must not be many looks. */
const leastMilliseconds = 200;

/** Those who wait at an inbox, and the word that something has arrived. */
@Injectable()
export class Arrivals implements OnModuleDestroy {
  private readonly waits = new Map<string, number>();
  private readonly leavers = new Set<() => void>();
  private isStopping = false;

  constructor(
    private readonly config: Config,
    private readonly wakeUps: WakeUps,
  ) {}

  /** How many wait in this process. */
  get waiting(): number {
    return this.leavers.size;
  }

  /** After the commit; without waiting, and whatever becomes of it: who is not told looks again by himself. */
  announce(destination: string, carriers: readonly string[]): void {
    this.wakeUps.wake([officeName(destination), ...carriers.map(clientName)]);
  }

  /** A place to wait at, taken before the first look so that nothing arrives unseen; null when there is none left. */
  begin(party: Party): Waiting | null {
    const { clientId, officeNumber } = party;
    const ofClient = this.waits.get(clientId) ?? 0;
    const { waitLimit, waitLimitPerClient } = this.config;
    if (this.isStopping || ofClient >= waitLimitPerClient || this.waiting >= waitLimit) return null;
    this.waits.set(clientId, ofClient + 1);
    const waiting = new Waiting(() => (this.wakeUps.isTold ? toldMilliseconds : untoldMilliseconds));
    const name = officeNumber === null ? clientName(clientId) : officeName(officeNumber);
    const deafen = this.wakeUps.listen([name], () => waiting.wake());
    const leave = () => waiting.leave();
    this.leavers.add(leave);
    waiting.onEnd(() => {
      deafen();
      this.leavers.delete(leave);
      const left = (this.waits.get(clientId) ?? 1) - 1;
      if (left === 0) this.waits.delete(clientId);
      else this.waits.set(clientId, left);
    });
    return waiting;
  }

  /** Before the server waits for its requests to end. */
  onModuleDestroy(): void {
    this.isStopping = true;
    for (const leave of [...this.leavers]) leave();
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

const officeName = (officeNumber: string): string => `office ${officeNumber}`;
const clientName = (clientId: string): string => `client ${clientId}`;
