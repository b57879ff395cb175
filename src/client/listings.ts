import { FormCode } from '../standard/layouts/form.js';
import { UnitKind } from '../standard/layouts/unit-definition.js';
import { InboxCounts, ListedTransmission, Place, TransmissionPage, TransmissionState } from './answers.js';
import { GatewayClient } from './gateway-client.js';

export interface ListingFilter {
  readonly kind?: UnitKind;
  readonly form?: FormCode;
  /** Service month, YYYYMM. */
  readonly month?: string;
  /** Only these offices, of those that a carrier acts for; at most 100. */
  readonly offices?: readonly string[];
  readonly personsMin?: number;
  readonly personsMax?: number;
  /** Delete forms only, or everything but them. */
  readonly deletion?: boolean;
  /** True: without what a newer unit replaces. */
  readonly current?: boolean;
  /** Where it is stuck (図表126). */
  readonly place?: Place;
  /** Without it an inbox shows what is open (available, collected), an outbox everything. */
  readonly states?: readonly TransmissionState[];
  /** `next` of an earlier page: go on from there. */
  readonly cursor?: string;
  /** Rows a page, 1–1000. */
  readonly limit?: number;
}

export interface InboxFilter extends ListingFilter {
  readonly sender?: string;
  /** True: only what nobody has collected yet; `states` then does not count. */
  readonly unread?: boolean;
  /** By arrival, or in the order of import; a carrier then names one office. Cursors of one are none of the other. */
  readonly order?: ListingOrder;
  /** With nothing there, the gateway answers when something arrives, at the latest after so many seconds (at most 30). */
  readonly waitSeconds?: number;
}

export const LISTING_ORDERS = ['arrival', 'sequence'] as const;
export type ListingOrder = (typeof LISTING_ORDERS)[number];

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
  const { sender, unread, order, waitSeconds } = filter;
  const preference: Record<string, string> = waitSeconds === undefined ? {} : { prefer: `wait=${waitSeconds}` };
  return pages(gateway, '/v1/inbox', filter, { sender, unread, order }, preference);
}

/** How much is open and unread, by kind and by office. Throws GatewayProblem, GatewayUnreachable. */
export function countInbox(
  gateway: GatewayClient,
  { offices = [], month }: Pick<ListingFilter, 'offices' | 'month'> = {},
): Promise<InboxCounts> {
  const query = new URLSearchParams([
    ...offices.map((office): [string, string] => ['office', office]),
    ...(month === undefined ? [] : [['month', month] as [string, string]]),
  ]);
  return gateway.get<InboxCounts>(`/v1/inbox/counts?${query}`);
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
  ofThisList: Readonly<Record<string, string | boolean | undefined>>,
  firstHeaders: Readonly<Record<string, string>> = {},
): AsyncGenerator<TransmissionPage> {
  let { cursor } = filter;
  let headers = firstHeaders;
  for (let more = true; more;) {
    const { kind, form, month, personsMin, personsMax, deletion, current, place } = filter;
    const { states = [], offices = [], limit = ROWS_A_PAGE } = filter;
    const narrowed = { ...ofThisList, kind, form, month, personsMin, personsMax, deletion, current, place };
    const query = new URLSearchParams([
      ...states.map((state): [string, string] => ['state', state]),
      ...offices.map((office): [string, string] => ['office', office]),
    ]);
    for (const [name, value] of Object.entries({ ...narrowed, cursor, limit })) {
      if (value !== undefined) query.set(name, String(value));
    }
    const page = await gateway.get<TransmissionPage>(`${path}?${query}`, headers);
    yield page;
    ({ next: cursor, more } = page);
    headers = {};
  }
}

async function* rows(source: AsyncGenerator<TransmissionPage>): AsyncGenerator<ListedTransmission> {
  for await (const { transmissions } of source) yield* transmissions;
}
