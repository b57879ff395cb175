import { Injectable, Logger } from '@nestjs/common';
import { codeOf } from '../http/error-trace.js';
import { Config } from '../config/config.js';
import { UnitOfWork } from '../database/unit-of-work.js';

/** Something to be done again and again. Idempotent: it may run late, twice or in another process next time. */
export interface Sweep {
  readonly name: string;
  run(): Promise<void>;
}

/** Key of the advisory lock: one sweeper at a time over all workers. Any constant number serves. */
const sweeperLock = 4_207_115;

/**
 * Brings back what a crash or a forgetful queue left lying: runs every registered sweep at a fixed interval, in one
 * worker at a time.
 */
@Injectable()
export class Sweeper {
  private readonly logger = new Logger('Sweeper');
  private readonly sweeps: Sweep[] = [];
  private timer: NodeJS.Timeout | undefined;
  private current: Promise<void> = Promise.resolve();
  private sweeping = false;

  constructor(
    private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  register(sweep: Sweep): void {
    this.sweeps.push(sweep);
  }

  start(): void {
    this.timer = setInterval(() => {
      if (!this.sweeping) void this.sweepNow(); // a slow sweep is not followed by those it delayed
    }, this.config.sweepSeconds * 1000);
    void this.sweepNow();
  }

  /** Runs all sweeps once, after whatever sweep is running; resolves when they are through. */
  sweepNow(): Promise<void> {
    this.current = this.current.then(() => this.runAll());
    return this.current;
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.current;
  }

  private async runAll(): Promise<void> {
    this.sweeping = true;
    try {
      // Held until the transaction ends, and so released even when this process dies.
      await this.unitOfWork.run(async (tx) => {
        const [row] = await tx.query<{ held: boolean }[]>('SELECT pg_try_advisory_xact_lock($1) AS held', [
          sweeperLock,
        ]);
        if (!row?.held) return;
        for (const sweep of this.sweeps) await this.runOne(sweep);
      });
    } catch (error) {
      this.logger.warn(`sweep not run: ${codeOf(error)}`);
    } finally {
      this.sweeping = false;
    }
  }

  private async runOne(sweep: Sweep): Promise<void> {
    try {
      await sweep.run();
    } catch (error) {
      this.logger.warn(`${sweep.name}: ${codeOf(error)}`);
    }
  }
}
