import { FormCode } from '../standard/layouts/form.js';
import { UnitKind } from '../standard/layouts/unit-definition.js';
import { ListedTransmission, TransmissionPage, TransmissionState } from './answers.js';
import { GatewayClient } from './gateway-client.js';

export interface ListingFilter {
  readonly kind?: UnitKind;
  readonly form?: FormCode;
  /** Service month, YYYYMM. */
  readonly month?: string;
  /** Only these offices, of those that a carrier acts for; at most 100. */
  readonly offices?: readonly string[];
  /** Without it an inbox shows what is open (available, collected), an outbox everything. */
  readonly states?: readonly TransmissionState[];
  /** `next` of an earlier page: go on from there. */
  readonly cursor?: string;
  /** Rows a page, 1–1000. */
  readonly limit?: number;
}

export interface InboxFilter extends ListingFilter {
  readonly sender?: string;
}

export interface OutboxFilter extends ListingFilter {
  readonly destination?: string;
}

/** States in which a destination knows of a transmission. */
export const ARRIVED_STATES: readonly TransmissionState[] = [
  'available',
  'collected',
  'confirmed',
  'imported',
  'import-failed',
  'recalled',
  'expired',
];

const ROWS_A_PAGE = 500;

/** What has arrived, page by page, in order of arrival. Throws GatewayProblem, GatewayUnreachable. */
export function inboxPages(gateway: GatewayClient, filter: InboxFilter = {}): AsyncGenerator<TransmissionPage> {
  return pages(gateway, '/v1/inbox', filter, { sender: filter.sender });
}

/** What was sent, page by page, in order of sending. Throws GatewayProblem, GatewayUnreachable. */
export function outboxPages(gateway: GatewayClient, filter: OutboxFilter = {}): AsyncGenerator<TransmissionPage> {
  return pages(gateway, '/v1/outbox', filter, { destination: filter.destination });
}

/** What has arrived, row by row. */
export function inbox(gateway: GatewayClient, filter: InboxFilter = {}): AsyncGenerator<ListedTransmission> {
  return rows(inboxPages(gateway, filter));
}

/** What was sent, row by row. */
export function outbox(gateway: GatewayClient, filter: OutboxFilter = {}): AsyncGenerator<ListedTransmission> {
  return rows(outboxPages(gateway, filter));
}

/** 取込順: units are imported in ascending sequence (標準仕様, ファイル連番); of equal ones the earlier arrival first. */
export function inImportOrder<T extends Pick<ListedTransmission, 'unit' | 'availableAt'>>(listed: readonly T[]): T[] {
  const keyOf = ({ unit, availableAt }: T): string => `${unit?.sequence ?? ''} ${availableAt ?? ''}`;
  return [...listed].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
}

async function* pages(
  gateway: GatewayClient,
  path: string,
  filter: ListingFilter,
  counterpart: Readonly<Record<string, string | undefined>>,
): AsyncGenerator<TransmissionPage> {
  let { cursor } = filter;
  for (let more = true; more;) {
    const { kind, form, month, states = [], offices = [], limit = ROWS_A_PAGE } = filter;
    const query = new URLSearchParams([
      ...states.map((state): [string, string] => ['state', state]),
      ...offices.map((office): [string, string] => ['office', office]),
    ]);
    for (const [name, value] of Object.entries({ ...counterpart, kind, form, month, cursor, limit })) {
      if (value !== undefined) query.set(name, String(value));
    }
    const page = await gateway.get<TransmissionPage>(`${path}?${query}`);
    yield page;
    ({ next: cursor, more } = page);
  }
}

async function* rows(source: AsyncGenerator<TransmissionPage>): AsyncGenerator<ListedTransmission> {
  for await (const { transmissions } of source) yield* transmissions;
}
