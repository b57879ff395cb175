import { GatewayClient } from './gateway-client.js';
import { GatewayUnreachable } from './gateway-problem.js';

/** Something that happened, by ids alone. */
export interface GatewayEvent {
  /** The same in every way of being told, and told again: by it a receiver knows what it has had already. */
  readonly id: string;
  /** A newer gateway may know more kinds than its client. */
  readonly kind: string;
  readonly at: string;
  /** The own offices that it is about; none when it is about the client itself. */
  readonly offices: readonly string[];
  readonly sender: string | null;
  readonly destination: string | null;
  readonly transmission: string | null;
  readonly submission: string | null;
  readonly notice: string | null;
  readonly mandate: string | null;
  /** Thumbprint. */
  readonly certificate: string | null;
}

export interface EventFilter {
  /** `next` of an earlier page: go on from there; `latest`: only what comes from now on; everything when left out. */
  readonly after?: string;
  /** All when left out. */
  readonly kinds?: readonly string[];
  /** Own offices, or of those that a carrier acts for; at most 100. */
  readonly offices?: readonly string[];
  /** Where there is nothing, the gateway answers when there is something, at the latest after so many seconds (at most 30). */
  readonly waitSeconds?: number;
}

export interface EventPage {
  readonly events: readonly GatewayEvent[];
  readonly next: string;
  readonly more: boolean;
}

const EVENTS_A_PAGE = 500;
const LONGEST_WAIT_SECONDS = 30;
const BEFORE_NEXT_ATTEMPT_MS = 5_000;

/** What has happened, oldest first, page by page, up to now. Throws GatewayProblem, GatewayUnreachable. */
export async function* eventPages(gateway: GatewayClient, filter: EventFilter = {}): AsyncGenerator<EventPage> {
  let { after, waitSeconds } = filter;
  for (let more = true; more;) {
    const page = await eventPage(gateway, { ...filter, after, waitSeconds });
    yield page;
    ({ next: after, more } = page);
    waitSeconds = undefined;
  }
}

/**
 * What has happened and what happens, for ever: pages come as soon as there is something. Where the gateway cannot be
 * reached it is asked again from where this was, so that nothing is skipped; whoever keeps `next` goes on from it after a
 * restart. Throws GatewayProblem.
 */
export async function* followEvents(gateway: GatewayClient, filter: EventFilter = {}): AsyncGenerator<EventPage> {
  let { after } = filter;
  for (;;) {
    const page = await pageOrNone(gateway, { waitSeconds: LONGEST_WAIT_SECONDS, ...filter, after });
    if (page) {
      if (page.events.length > 0 || after === undefined || after === 'latest') yield page;
      after = page.next;
    } else await gateway.wait(BEFORE_NEXT_ATTEMPT_MS);
  }
}

async function pageOrNone(gateway: GatewayClient, filter: EventFilter): Promise<EventPage | null> {
  try {
    return await eventPage(gateway, filter);
  } catch (error) {
    if (error instanceof GatewayUnreachable) return null;
    throw error;
  }
}

function eventPage(gateway: GatewayClient, filter: EventFilter): Promise<EventPage> {
  const { after, kinds = [], offices = [], waitSeconds } = filter;
  const query = new URLSearchParams([
    ...kinds.map((kind): [string, string] => ['kind', kind]),
    ...offices.map((office): [string, string] => ['office', office]),
    ['limit', String(EVENTS_A_PAGE)],
  ]);
  if (after !== undefined) query.set('after', after);
  return gateway.get<EventPage>(
    `/v1/events?${query}`,
    waitSeconds === undefined ? {} : { prefer: `wait=${waitSeconds}` },
  );
}
