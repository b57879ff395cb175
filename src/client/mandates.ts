import { Carrier, Mandate, MandateScope, MandateState, ProposalOutcome, AcceptanceOutcome } from './answers.js';
import { GatewayClient } from './gateway-client.js';

export interface MandateTerms {
  readonly scopes: readonly MandateScope[];
  /** RFC 3339; from its acceptance when left out. */
  readonly validFrom?: string;
  /** RFC 3339; until it is revoked when left out. */
  readonly validUntil?: string;
}

/** Whom it is proposed to: a carrier names the office, an office the carrier. */
export type OtherSide = { readonly officeNumber: string } | { readonly carrier: string };

export interface MandateFilter {
  readonly state?: MandateState;
  readonly office?: string;
  readonly carrier?: string;
}

/** What a side does to a mandate, alone; doing it twice is the same as once. */
export type MandateDeed = 'refusal' | 'suspension' | 'resumption' | 'revocation';

/** What one call of the bulk operations takes. */
const MANDATES_A_CALL = 1000;
const ROWS_A_PAGE = 500;

/** Proposes a mandate; nothing may be done before the other side accepts. Throws GatewayProblem. */
export async function proposeMandate(gateway: GatewayClient, side: OtherSide, terms: MandateTerms): Promise<Mandate> {
  return gateway.create<Mandate>('/v1/mandates', { json: { ...side, ...terms } });
}

/**
 * As a carrier, proposes the same to many offices, in calls of a thousand: members of a network, customers of a relay.
 * What is there already is left, so that the whole may be repeated. Throws GatewayProblem.
 */
export async function proposeToMany(
  gateway: GatewayClient,
  officeNumbers: readonly string[],
  terms: MandateTerms,
  onProgress?: (done: number, of: number) => void,
): Promise<ProposalOutcome[]> {
  const different = [...new Set(officeNumbers)];
  const outcomes: ProposalOutcome[] = [];
  for (let at = 0; at < different.length; at += MANDATES_A_CALL) {
    const mandates = different.slice(at, at + MANDATES_A_CALL).map((officeNumber) => ({ officeNumber, ...terms }));
    const path = '/v1/mandates/proposals';
    const answer = await gateway.post<{ outcomes: ProposalOutcome[] }>(path, { json: { mandates } }, true);
    outcomes.push(...answer.outcomes);
    onProgress?.(outcomes.length, different.length);
  }
  return outcomes;
}

/**
 * Accepts what the other side proposed; each stands for itself. The operator, for an office without a certificate, names
 * the document of its consent. Throws GatewayProblem when the call as a whole is refused.
 */
export async function acceptMandates(
  gateway: GatewayClient,
  ids: readonly string[],
  evidence?: string,
): Promise<AcceptanceOutcome[]> {
  const different = [...new Set(ids)];
  const outcomes: AcceptanceOutcome[] = [];
  for (let at = 0; at < different.length; at += MANDATES_A_CALL) {
    const json = { mandates: different.slice(at, at + MANDATES_A_CALL), ...(evidence !== undefined && { evidence }) };
    const answer = await gateway.post<{ outcomes: AcceptanceOutcome[] }>('/v1/mandates/acceptances', { json }, true);
    outcomes.push(...answer.outcomes);
  }
  return outcomes;
}

/** Accepts one, and tells fully why not. Throws GatewayProblem. */
export async function acceptMandate(gateway: GatewayClient, id: string, evidence?: string): Promise<Mandate> {
  const json = evidence === undefined ? {} : { evidence };
  return gateway.post<Mandate>(`${pathOf(id)}/acceptance`, { json }, true);
}

/** Declines or withdraws a proposal; suspends, resumes, revokes a mandate: from the next request on. Throws GatewayProblem. */
export async function changeMandate(gateway: GatewayClient, id: string, deed: MandateDeed): Promise<Mandate> {
  return gateway.post<Mandate>(`${pathOf(id)}/${deed}`, { json: {} }, true);
}

/** Throws GatewayProblem. */
export async function findMandate(gateway: GatewayClient, id: string): Promise<Mandate> {
  return gateway.get<Mandate>(pathOf(id));
}

/** Those that the caller gave or holds, whatever their state, oldest first, page by page. Throws GatewayProblem. */
export async function* mandatePages(
  gateway: GatewayClient,
  filter: MandateFilter = {},
): AsyncGenerator<readonly Mandate[]> {
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: String(ROWS_A_PAGE) });
    for (const [name, value] of Object.entries({ ...filter, cursor: cursor ?? undefined })) {
      if (value !== undefined) query.set(name, value);
    }
    const page: MandatePage = await gateway.get<MandatePage>(`/v1/mandates?${query}`);
    yield page.mandates;
    cursor = page.next;
  } while (cursor !== null);
}

interface MandatePage {
  readonly mandates: readonly Mandate[];
  readonly next: string | null;
}

/** Relays and networks that may be given a mandate. Throws GatewayProblem. */
export async function listCarriers(gateway: GatewayClient): Promise<readonly Carrier[]> {
  return (await gateway.get<{ carriers: Carrier[] }>('/v1/carriers')).carriers;
}

const pathOf = (id: string): string => `/v1/mandates/${encodeURIComponent(id)}`;
