import { Injectable } from '@nestjs/common';
import { Clock } from '../../database/clock.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { DueStore } from './due.store.js';

/** One subscription has a worker for so long; then it is another's turn. */
export const turnMilliseconds = 10_000;

/**
 * One subscription's turn at a worker. A job is only the subscription's id: it may be forgotten, come twice, or die halfway.
 * Whoever comes second finds that somebody has it or that nothing is due, and leaves it alone.
 */
@Injectable()
export class TakeTurn {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly due: DueStore,
    private readonly clock: Clock,
  ) {}

  /** @param work tells it of what is due, until the turn ends (by performance.now()) */
  async run(id: string, work: (turnEnds: number) => Promise<void>): Promise<void> {
    const turnEnds = performance.now() + turnMilliseconds;
    const state = await this.due.begin(id, this.clock.now());
    if (state === null) return;
    try {
      if (state === 'disabled' || state === 'ended') await this.endWhatIsLeft(id, turnEnds);
      else await work(turnEnds);
    } finally {
      await this.unitOfWork.run((tx) => this.due.settle(tx, id, this.clock.now()));
    }
  }

  /** In steps, since it may be as much as a relay is told of in days. */
  private async endWhatIsLeft(id: string, turnEnds: number): Promise<void> {
    while ((await this.due.endSome(id, this.clock.now())) && performance.now() < turnEnds);
  }
}
