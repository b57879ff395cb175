import { Injectable } from '@nestjs/common';
import { Caller } from '../http/caller.js';
import { Problem } from '../http/problem.js';
import { ConfirmationOutcomeView, ConfirmationToMake } from './collection.view.js';
import { ConfirmCollection } from './confirm-collection.js';

/** So many at a time: enough to keep the database busy, few enough to leave connections to others. */
const atATime = 4;

/** Confirmations of any number of the caller's offices in one call, each standing for itself. */
@Injectable()
export class ConfirmMany {
  constructor(private readonly confirmCollection: ConfirmCollection) {}

  async run(caller: Caller, confirmations: readonly ConfirmationToMake[]): Promise<ConfirmationOutcomeView[]> {
    const outcomes: ConfirmationOutcomeView[] = [];
    for (let from = 0; from < confirmations.length; from += atATime) {
      const some = confirmations.slice(from, from + atATime);
      outcomes.push(...(await Promise.all(some.map((one) => this.confirm(caller, one)))));
    }
    return outcomes;
  }

  private async confirm(
    caller: Caller,
    { transmission, statement }: ConfirmationToMake,
  ): Promise<ConfirmationOutcomeView> {
    try {
      const { state } = await this.confirmCollection.run(caller, transmission, statement);
      return { transmission, state, problem: null };
    } catch (error) {
      if (error instanceof Problem && error.definition.status < 500) {
        return { transmission, state: null, problem: error.type };
      }
      throw error;
    }
  }
}
