import { GatewayClient } from './gateway-client.js';

export const PROGRESS_ROLES = ['planning', 'serving'] as const;
export type ProgressRole = (typeof PROGRESS_ROLES)[number];

/** What went to and fro between an own office and a partner in a month; null is what a mandate does not let one know. */
export interface MonthProgress {
  readonly office: string;
  readonly officeName: string;
  readonly role: ProgressRole;
  readonly partner: string;
  readonly partnerName: string;
  readonly connected: boolean;
  readonly reachableOtherwise: { readonly fax?: string; readonly mail?: string };
  readonly persons: {
    readonly planned: number | null;
    readonly collected: number | null;
    readonly answered: number | null;
    readonly missing: number | null;
    readonly unplanned: number | null;
  };
  readonly slips: ExchangedUnits;
  readonly actuals: ExchangedUnits;
}

export interface ExchangedUnits {
  readonly transmissions: number;
  readonly lastSentAt: string | null;
  readonly lastCollectedAt: string | null;
}

export interface ProgressFilter {
  /** Service month, YYYYMM. */
  readonly month: string;
  /** Only these offices, of those that a carrier acts for; at most 100. */
  readonly offices?: readonly string[];
  readonly role?: ProgressRole;
  /** Only partners whose actuals are missing: the list of reminders. */
  readonly missing?: boolean;
}

interface ProgressPage {
  readonly progress: readonly MonthProgress[];
  readonly next: string | null;
}

const ROWS_A_PAGE = 500;

/** 実績の回答状況 (付8 3-3), page by page. Throws GatewayProblem, GatewayUnreachable. */
export async function* monthProgress(
  gateway: GatewayClient,
  { month, offices = [], role, missing }: ProgressFilter,
): AsyncGenerator<readonly MonthProgress[]> {
  const path = missing ? '/v1/progress/missing' : '/v1/progress';
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ month, limit: String(ROWS_A_PAGE) });
    for (const office of offices) query.append('office', office);
    if (role !== undefined) query.set('role', role);
    if (cursor !== null) query.set('cursor', cursor);
    const page: ProgressPage = await gateway.get<ProgressPage>(`${path}?${query}`);
    yield page.progress;
    cursor = page.next;
  } while (cursor !== null);
}
