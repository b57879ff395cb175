import { Injectable } from '@nestjs/common';
import { Caller } from '../http/caller.js';
import { Problem } from '../http/problem.js';
import { AcceptMandate } from './accept-mandate.js';
import { Mandate } from './mandate.js';

export interface Accepted {
  readonly id: string;
  readonly mandate: Mandate | null;
  /** Why it was not accepted. */
  readonly problem: Problem | null;
}

/** Many proposals accepted one by one: what a carrier gathered for its offices, or offices sent to a carrier. */
@Injectable()
export class AcceptMany {
  constructor(private readonly acceptMandate: AcceptMandate) {}

  async run(caller: Caller, ids: readonly string[], evidence: string | undefined): Promise<Accepted[]> {
    const outcomes: Accepted[] = [];
    for (const id of ids) outcomes.push(await this.accept(caller, id, evidence));
    return outcomes;
  }

  private async accept(caller: Caller, id: string, evidence: string | undefined): Promise<Accepted> {
    try {
      return { id, mandate: await this.acceptMandate.run(caller, id, evidence), problem: null };
    } catch (error) {
      if (error instanceof Problem && error.definition.code !== 'request-invalid')
        return { id, mandate: null, problem: error };
      throw error;
    }
  }
}
