import { Transmission, TransmissionState } from '../exchange/transmission.js';
import { ImportReason } from '../sealing/import-result.js';
import { RuleCode } from '../standard/findings.js';

/** 連絡: what one side of a transmission tells the other about it. */
export const noticeKinds = ['resend-request', 'defect', 'withdraw-please', 'remark'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export const sides = ['sender', 'destination'] as const;
export type Side = (typeof sides)[number];

export const noticeStates = ['open', 'answered', 'closed'] as const;
export type NoticeState = (typeof noticeStates)[number];

/** How a notice is settled that no transmission answers: a word of a closed list, since free text may name a person. */
export const closings = ['done', 'declined', 'no-longer-needed'] as const;
export type Closing = (typeof closings)[number];

/** Where the destination found something wrong: by a rule of the check, or as its own software says. Never the value. */
export interface NoticeCell {
  readonly file: string | null;
  readonly row: number | null;
  readonly column: number | null;
  readonly item: string | null;
  readonly rule: RuleCode | null;
  readonly reason: ImportReason | null;
}

export interface Notice {
  readonly id: string;
  readonly transmissionId: string;
  readonly kind: NoticeKind;
  readonly givenBy: Side;
  /** The client that gave it. */
  readonly clientId: string;
  readonly byCarrier: boolean;
  /** Of the transmission. */
  readonly sender: string;
  readonly destination: string;
  readonly cells: readonly NoticeCell[];
  /** Clients that hold a key to its text; null without one. */
  readonly sealedFor: readonly string[] | null;
  readonly textUntil: Date | null;
  readonly textDeletedAt: Date | null;
  readonly createdAt: Date;
  readonly readAt: Date | null;
  readonly closedAt: Date | null;
  readonly closedBy: Side | null;
  readonly closing: Closing | null;
  /** The transmission that came after it in the place of the one it is about. */
  readonly answeredBy: string | null;
}

export function otherSide(side: Side): Side {
  return side === 'sender' ? 'destination' : 'sender';
}

/** The office on a side of a transmission or notice. */
export function officeOn(side: Side, { sender, destination }: { sender: string; destination: string }): string {
  return side === 'sender' ? sender : destination;
}

/** The mandate by which a carrier gives and settles notices for an office on that side. */
export function scopeOf(side: Side): 'send' | 'confirm' {
  return side === 'sender' ? 'send' : 'confirm';
}

/** Whose word a kind is; a remark is anybody's. */
export function sidesOf(kind: NoticeKind): readonly Side[] {
  if (kind === 'remark') return sides;
  return kind === 'withdraw-please' ? ['sender'] : ['destination'];
}

export function stateOf({ closedAt, answeredBy }: Pick<Notice, 'closedAt' | 'answeredBy'>): NoticeState {
  if (closedAt !== null) return 'closed';
  return answeredBy === null ? 'open' : 'answered';
}

const opened: readonly TransmissionState[] = ['collected', 'confirmed', 'imported', 'import-failed'];
const ended: readonly TransmissionState[] = ['recalled', 'expired'];

/** What of a transmission decides whether a notice may be given about it. */
export type NoticedState = Pick<Transmission, 'state' | 'sealedFor' | 'expiresAt'>;

/**
 * Who has opened it may say anything of it; who cannot may only ask for it again. What nobody has opened yet is recalled
 * by its sender rather than asked back.
 */
export function mayGive(kind: NoticeKind, by: Side, clientId: string, about: NoticedState, now: Date): boolean {
  const { state, sealedFor, expiresAt } = about;
  if (opened.includes(state)) return true;
  if (by === 'sender') return kind === 'remark' && (state === 'available' || ended.includes(state));
  if (kind !== 'resend-request') return false;
  const isOutOfReach =
    (sealedFor !== null && !sealedFor.includes(clientId)) || (expiresAt !== null && expiresAt <= now);
  return ended.includes(state) || (state === 'available' && isOutOfReach);
}
