import { Injectable } from '@nestjs/common';
import { MandateScope } from '../mandates/mandate.js';
import { mandateMissing } from '../mandates/mandate.problems.js';
import { MandateStore } from '../mandates/mandate.store.js';
import { Party } from './party.js';

/** A carrier acts for an office only as far as the office's mandate goes, now; an office acts for itself. */
@Injectable()
export class RequireMandate {
  constructor(private readonly mandates: MandateStore) {}

  /** @throws Problem mandate-missing, naming the office and the scope */
  async run(party: Party, office: string, scope: MandateScope, now: Date): Promise<void> {
    await this.all(party, [office], scope, now);
  }

  /** The same for each of these offices; the first that is missing is named. @throws Problem mandate-missing */
  async all(party: Party, offices: readonly string[], scope: MandateScope, now: Date): Promise<void> {
    const granted = await this.granted(party, offices, scope, now);
    const missing = offices.find((office) => !granted.includes(office));
    if (missing !== undefined) throw mandateMissing({ members: { office: missing, scope } });
  }

  /** For each of these offices one of the scopes is enough; which is named is the first. @throws Problem mandate-missing */
  async any(
    party: Party,
    offices: readonly string[],
    scopes: readonly [MandateScope, ...MandateScope[]],
    now: Date,
  ): Promise<void> {
    const granted = await Promise.all(scopes.map(async (scope) => this.granted(party, offices, scope, now)));
    const missing = offices.find((office) => !granted.some((some) => some.includes(office)));
    if (missing !== undefined) throw mandateMissing({ members: { office: missing, scope: scopes[0] } });
  }

  private granted(
    party: Party,
    offices: readonly string[],
    scope: MandateScope,
    now: Date,
  ): Promise<readonly string[]> | readonly string[] {
    if (party.officeNumber !== null) return [party.officeNumber];
    return this.mandates.granted(party.clientId, offices, scope, now);
  }
}
