import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { codeOf } from '../http/error-trace.js';

const failedMilliseconds = 2_000;

/** Something that a worker does over and over: again at once while there is more of it, else after a while. */
export class EndlessLoop {
  private readonly logger: Logger;
  private readonly stopped = new AbortController();
  private running: Promise<void> = Promise.resolve();

  /**
   * @param work says whether there is more to do now; what it throws is told once until it works again
   * @param idleMilliseconds between two times that there was nothing more
   */
  constructor(
    name: string,
    private readonly work: () => Promise<boolean>,
    private readonly idleMilliseconds: number,
  ) {
    this.logger = new Logger(name);
  }

  start(): void {
    this.running = this.keepOn();
  }

  /** Resolves when what is under way has ended. */
  async stop(): Promise<void> {
    this.stopped.abort();
    await this.running;
  }

  private async keepOn(): Promise<void> {
    const { signal } = this.stopped;
    let hasFailed = false;
    while (!signal.aborted) {
      let wait = failedMilliseconds;
      try {
        wait = (await this.work()) ? 0 : this.idleMilliseconds;
        hasFailed = false;
      } catch (error) {
        if (!hasFailed) this.logger.warn(`not done: ${codeOf(error)}`);
        hasFailed = true;
      }
      await sleep(wait, undefined, { signal }).catch(() => undefined);
    }
  }
}
