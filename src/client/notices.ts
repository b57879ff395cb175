import { openNotice, SealRefused } from '../sealing/seal.js';
import { ImportReason } from '../sealing/import-result.js';
import { RuleCode } from '../standard/findings.js';
import { Holding } from './client-identity.js';
import { EvidenceRefused } from './evidence-refused.js';
import { GatewayClient } from './gateway-client.js';

export const NOTICE_KINDS = ['resend-request', 'defect', 'withdraw-please', 'remark'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export const NOTICE_STATES = ['open', 'answered', 'closed'] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

export const CLOSINGS = ['done', 'declined', 'no-longer-needed'] as const;
export type Closing = (typeof CLOSINGS)[number];

export type Side = 'sender' | 'destination';

/** Where something is wrong, by a rule of the check or as the own software says; never the value. */
export interface CellToName {
  readonly file: string | null;
  readonly row: number | null;
  readonly column: number | null;
  readonly rule?: RuleCode | null;
  readonly reason?: ImportReason | null;
}

export interface NoticeCell extends Required<CellToName> {
  readonly item: string | null;
}

/** 連絡 on a transmission. */
export interface Notice {
  readonly id: string;
  readonly transmission: string;
  readonly kind: NoticeKind;
  readonly givenBy: Side;
  readonly byCarrier: boolean;
  readonly sender: string;
  readonly destination: string;
  readonly cells: readonly NoticeCell[];
  readonly hasText: boolean;
  readonly textUntil: string | null;
  readonly state: NoticeState;
  /** The transmission that came in the place of the one it is about. */
  readonly answeredBy: string | null;
  readonly createdAt: string;
  readonly readAt: string | null;
  readonly closedAt: string | null;
  readonly closedBy: Side | null;
  readonly closing: Closing | null;
}

export interface NoticeToGive {
  readonly kind: NoticeKind;
  /** For which side, where one carrier acts on both. */
  readonly side?: Side;
  /** Of a defect. */
  readonly cells?: readonly CellToName[];
  /** At most 500 characters; the gateway seals it for the other side before it stores anything. */
  readonly text?: string;
}

export interface NoticeFilter {
  readonly direction?: 'received' | 'given';
  readonly state?: NoticeState;
  readonly kind?: NoticeKind;
  readonly offices?: readonly string[];
  /** `next` of an earlier page: go on from there. */
  readonly cursor?: string;
}

export interface NoticePage {
  readonly notices: readonly Notice[];
  readonly next: string;
  readonly more: boolean;
}

export interface ReadNotice {
  readonly notice: Notice;
  /** Null without one, when its time is over, or when it was sealed before this client held a key to it. */
  readonly text: string | null;
}

const ROWS_A_PAGE = 500;

/** Tells the other side of a transmission something about it. Throws GatewayProblem. */
export async function giveNotice(gateway: GatewayClient, transmission: string, notice: NoticeToGive): Promise<Notice> {
  return gateway.create<Notice>(`/v1/transmissions/${encodeURIComponent(transmission)}/notices`, { json: notice });
}

/** Of both sides, oldest first. Throws GatewayProblem. */
export async function noticesOf(gateway: GatewayClient, transmission: string): Promise<readonly Notice[]> {
  const path = `/v1/transmissions/${encodeURIComponent(transmission)}/notices`;
  return (await gateway.get<{ notices: Notice[] }>(path)).notices;
}

/** Received or given, in the order given, page by page. Throws GatewayProblem. */
export async function* noticePages(gateway: GatewayClient, filter: NoticeFilter = {}): AsyncGenerator<NoticePage> {
  const { offices = [], ...others } = filter;
  let { cursor } = filter;
  for (let more = true; more;) {
    const query = new URLSearchParams(offices.map((office): [string, string] => ['office', office]));
    for (const [name, value] of Object.entries({ ...others, cursor, limit: ROWS_A_PAGE }))
      if (value !== undefined) query.set(name, String(value));
    const page = await gateway.get<NoticePage>(`/v1/notices?${query}`);
    yield page;
    ({ next: cursor, more } = page);
  }
}

/**
 * Fetches a notice and opens its text; for the side that it is for, this is what "read" means. Throws GatewayProblem,
 * EvidenceRefused when the text is not this notice's or does not open.
 */
export async function readNotice(gateway: GatewayClient, id: string): Promise<ReadNotice> {
  const path = `/v1/notices/${encodeURIComponent(id)}`;
  const { sealedText, ...notice } = await gateway.get<Notice & { readonly sealedText: object | null }>(path);
  return { notice, text: sealedText && (await open(gateway, notice, JSON.stringify(sealedText))) };
}

/** Settles a notice without a new transmission. Repeating changes nothing. Throws GatewayProblem. */
export async function closeNotice(gateway: GatewayClient, id: string, reason: Closing): Promise<Notice> {
  return gateway.post<Notice>(`/v1/notices/${encodeURIComponent(id)}/closing`, { json: { reason } }, true);
}

async function open({ identity }: GatewayClient, notice: Notice, sealed: string): Promise<string> {
  try {
    const { text, binding } = await openWithAny(sealed, [identity, ...(identity.earlier ?? [])]);
    const isThisOne =
      binding.notice === notice.id &&
      binding.transmission === notice.transmission &&
      binding.sender === notice.sender &&
      binding.destination === notice.destination;
    if (!isThisOne) throw new EvidenceRefused('content', 'mismatch');
    return text;
  } catch (cause) {
    if (!(cause instanceof SealRefused)) throw cause;
    throw new EvidenceRefused('content', cause.code === 'not-a-recipient' ? 'missing' : 'invalid', { cause });
  }
}

/** With the first key that it is sealed for. */
async function openWithAny(
  sealed: string,
  [holding, ...others]: readonly Holding[],
): Promise<Awaited<ReturnType<typeof openNotice>>> {
  if (!holding) throw new SealRefused('not-a-recipient');
  const { privateKey, certificate } = holding;
  try {
    return await openNotice(sealed, { thumbprint: certificate.thumbprint, privateKey });
  } catch (error) {
    const isForAnother = error instanceof SealRefused && error.code === 'not-a-recipient' && others.length > 0;
    if (isForAnother) return openWithAny(sealed, others);
    throw error;
  }
}
