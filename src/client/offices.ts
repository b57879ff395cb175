import { Office } from './answers.js';
import { GatewayClient } from './gateway-client.js';

/** What a search for offices is narrowed to. */
export interface OfficeFilter {
  readonly number?: string;
  /** Part of the name, in kanji or kana. */
  readonly name?: string;
  readonly prefecture?: string;
  readonly serviceType?: string;
  readonly connected?: boolean;
}

interface OfficePage {
  readonly offices: readonly Office[];
  readonly next: string | null;
}

/** What one call of the lookup takes. */
const NUMBERS_A_CALL = 500;
const ROWS_A_PAGE = 500;

/** Offices in the order of their numbers, page by page. Throws GatewayProblem, GatewayUnreachable. */
export async function* searchOffices(
  gateway: GatewayClient,
  filter: OfficeFilter,
  rowsAPage = ROWS_A_PAGE,
): AsyncGenerator<readonly Office[]> {
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: String(rowsAPage) });
    for (const [name, value] of Object.entries({ ...filter, cursor: cursor ?? undefined })) {
      if (value !== undefined) query.set(name, String(value));
    }
    const page: OfficePage = await gateway.get<OfficePage>(`/v1/offices?${query}`);
    yield page.offices;
    cursor = page.next;
  } while (cursor !== null);
}

export interface LookedUp {
  readonly offices: readonly Office[];
  readonly unknown: readonly string[];
}

/** Whether data can be sent to these offices, and how: before exporting (付8 1-1). Throws GatewayProblem. */
export async function lookUpOffices(gateway: GatewayClient, numbers: readonly string[]): Promise<LookedUp> {
  const different = [...new Set(numbers)];
  const offices: Office[] = [];
  const unknown: string[] = [];
  for (let at = 0; at < different.length; at += NUMBERS_A_CALL) {
    const json = { numbers: different.slice(at, at + NUMBERS_A_CALL) };
    const answer = await gateway.post<LookedUp>('/v1/offices/lookup', { json }, true);
    offices.push(...answer.offices);
    unknown.push(...answer.unknown);
  }
  return { offices, unknown };
}

/** All that an office says of what it can receive; it replaces what was said before. */
export interface CapabilityStatement {
  readonly versions: readonly string[];
  readonly attachments: boolean;
  readonly reachableOtherwise: { readonly fax?: string; readonly mail?: string };
}

/** For the own office, or for one that this carrier collects for. Throws GatewayProblem. */
export async function stateCapability(
  gateway: GatewayClient,
  officeNumber: string,
  statement: CapabilityStatement,
): Promise<Office> {
  return gateway.put<Office>(`/v1/offices/${encodeURIComponent(officeNumber)}/capability`, statement);
}
