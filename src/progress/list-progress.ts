import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { Party, partyOf } from '../exchange/party.js';
import { Caller } from '../http/caller.js';
import { KeysetPart, readKeyset, textPart, writeKeyset } from '../http/keyset-cursor.js';
import { mandateMissing } from '../mandates/mandate.problems.js';
import { MandateStore } from '../mandates/mandate.store.js';
import { ProgressFilter, ProgressMark, ProgressRow, ProgressStore, Role } from './progress.store.js';
import { ProgressQuery } from './progress.view.js';

export interface ProgressPage {
  readonly rows: readonly ProgressRow[];
  readonly next: string | null;
}

const number = textPart(/^[0-9A-Z]{10}$/);
const role = textPart(/^(planning|serving)$/) as KeysetPart<Role>;

/** 実績の回答状況 (付8 3-3): of whom plans went out and actuals came, office by office. */
@Injectable()
export class ListProgress {
  constructor(
    private readonly progress: ProgressStore,
    private readonly mandates: MandateStore,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem request-invalid for a cursor that is none, mandate-missing for an office asked for */
  all(caller: Caller, query: ProgressQuery): Promise<ProgressPage> {
    return this.page(caller, query, { role: query.role, missingOnly: false });
  }

  /** Only where actuals are missing: whom to remind or, for who serves, whom they are owed to. */
  missing(caller: Caller, query: ProgressQuery): Promise<ProgressPage> {
    return this.page(caller, query, { role: query.role ?? 'planning', missingOnly: true });
  }

  private async page(
    caller: Caller,
    { month, office: offices, cursor, limit }: ProgressQuery,
    wanted: Pick<ProgressFilter, 'role' | 'missingOnly'>,
  ): Promise<ProgressPage> {
    const after = readKeyset<ProgressMark>(cursor, [number, role, number]);
    const party = partyOf(caller);
    const now = this.clock.now();
    if (offices) await this.requireOwn(party, offices, now);
    const found = await this.progress.read(party, { ...wanted, month, offices }, after, limit + 1, now);
    const rows = found.slice(0, limit);
    const last = rows.at(-1);
    const next = found.length > limit && last ? writeKeyset([last.office, last.role, last.partner]) : null;
    return { rows, next };
  }

  /** An office is its own; a carrier's are those whose mandate lets it see one direction at least. */
  private async requireOwn(party: Party, offices: readonly string[], now: Date): Promise<void> {
    const own = await this.ownOf(party, offices, now);
    const missing = offices.find((office) => !own.includes(office));
    if (missing !== undefined) throw mandateMissing({ members: { office: missing, scope: 'collect' } });
  }

  private async ownOf({ clientId, officeNumber }: Party, offices: readonly string[], now: Date): Promise<string[]> {
    if (officeNumber !== null) return [officeNumber];
    const granted = (['collect', 'send'] as const).map((scope) => this.mandates.granted(clientId, offices, scope, now));
    return (await Promise.all(granted)).flat();
  }
}
