import { Injectable, OnModuleDestroy } from '@nestjs/common';
import { Config } from '../config/config.js';
import { WakeUps } from '../queue/wake-ups.js';
import { Party } from './party.js';

/** Between two looks of one who waits: seldom while others tell him, often while nobody can. */
const toldMilliseconds = 10_000;
const untoldMilliseconds = 2_000;

/** Of one client: enough for the terminals of an office, or the processes of a relay. */
const waitsOfAClient = 50;

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

  /** After the commit; without waiting, and whatever becomes of it: who is not told looks again by himself. */
  announce(destination: string, carriers: readonly string[]): void {
    this.wakeUps.wake([officeName(destination), ...carriers.map(clientName)]);
  }

  /** A place to wait at, taken before the first look so that nothing arrives unseen; null when there is none left. */
  begin(party: Party): Waiting | null {
    const { clientId, officeNumber } = party;
    const ofClient = this.waits.get(clientId) ?? 0;
    if (this.isStopping || ofClient >= waitsOfAClient || this.leavers.size >= this.config.waitLimit) return null;
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
  private wokenBefore = false;
  private hasLeft = false;
  private rouse: (() => void) | null = null;
  private readonly enders: (() => void)[] = [];

  constructor(private readonly lookAfter: () => number) {}

  onEnd(ender: () => void): void {
    this.enders.push(ender);
  }

  wake(): void {
    this.wokenBefore = true;
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
    if (!this.wokenBefore && !this.hasLeft && milliseconds > 0) {
      const jittered = this.lookAfter() * (0.75 + Math.random() / 2);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(milliseconds, jittered));
        this.rouse = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.rouse = null;
    }
    this.wokenBefore = false;
    return !this.hasLeft;
  }

  end(): void {
    for (const ender of this.enders.splice(0)) ender();
  }
}

const officeName = (officeNumber: string): string => `office ${officeNumber}`;
const clientName = (clientId: string): string => `client ${clientId}`;
