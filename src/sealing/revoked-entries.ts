import { setImmediate } from 'node:timers/promises';
import { derElement, derElements, type DerElement } from './der-elements.js';
import { element } from './der.js';
import { reasonOfCode, type RevocationReason } from './revocation-reason.js';

/** One line of a revocation list. */
export interface RevokedEntry {
  readonly revokedAt: Date;
  readonly reason: RevocationReason;
}

/** A revocation list taken apart: the signed bytes, its lines, and the list without them, as a parser can read it. */
export interface SplitList {
  readonly signed: Buffer;
  readonly withoutEntries: Buffer;
  readonly entries: Buffer;
}

/** About 10 ms of work. */
const LINES_A_TURN = 1_000;

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const BOOLEAN = 0x01;
const OCTET_STRING = 0x04;
const OID = 0x06;
const ENUMERATED = 0x0a;
/** id-ce-cRLReasons, 2.5.29.21. */
const REASON_CODE = Buffer.from('551d15', 'hex');

/**
 * Takes a list apart (RFC 5280 §5.1). Lists of large authorities hold some hundred thousand lines, and PKI.js takes
 * 0.2 ms for each, on the thread that answers requests; read like this a line takes about 10 µs, in turns with others. Throws
 * RangeError for what is no list.
 */
export function splitList(der: Buffer): SplitList {
  const [signed, ...signature] = membersOf(derElement(der));
  const members = signed ? membersOf(signed) : [];
  const at = members.findIndex(({ tag }, index) => tag === SEQUENCE && isTime(members[index - 1]));
  const others = members.filter((_, index) => index !== at).map(({ bytes }) => bytes);
  return {
    signed: signed?.bytes ?? Buffer.alloc(0),
    withoutEntries: element(SEQUENCE, element(SEQUENCE, ...others), ...signature.map(({ bytes }) => bytes)),
    entries: members[at]?.content ?? Buffer.alloc(0),
  };
}

/**
 * The lines by serial number, in lower-case hex as OpenSSL writes it. Null when one of them carries a critical
 * extension: it may then speak of another issuer's certificate (RFC 5280 §5.3.3). Throws RangeError.
 */
export async function readEntries(entries: Buffer): Promise<Map<string, RevokedEntry> | null> {
  const read = new Map<string, RevokedEntry>();
  let lines = 0;
  for (const entry of derElements(entries)) {
    const [serial, time, extensions] = membersOf(entry);
    if (serial?.tag !== INTEGER || !time || !isTime(time)) throw new RangeError('no line of a revocation list');
    const reason = extensions ? reasonIn(extensions) : 'unspecified';
    if (reason === null) return null;
    read.set(serialOf(serial.content), { revokedAt: dateOf(time), reason });
    if (++lines % LINES_A_TURN === 0) await setImmediate();
  }
  return read;
}

function reasonIn(extensions: DerElement): RevocationReason | null {
  let reason: RevocationReason = 'unspecified';
  for (const extension of derElements(extensions.content)) {
    const members = membersOf(extension);
    if (members.some(({ tag, content }) => tag === BOOLEAN && content[0] !== 0)) return null;
    const id = members.find(({ tag }) => tag === OID);
    const value = members.find(({ tag }) => tag === OCTET_STRING);
    if (!value || !id?.content.equals(REASON_CODE)) continue;
    const code = derElement(value.content);
    if (code.tag === ENUMERATED && code.content.length === 1) reason = reasonOfCode(code.content[0] ?? 0);
  }
  return reason;
}

function membersOf(element: DerElement): DerElement[] {
  if (element.tag !== SEQUENCE) throw new RangeError('no sequence');
  return [...derElements(element.content)];
}

function isTime(element: DerElement | undefined): boolean {
  return element?.tag === UTC_TIME || element?.tag === GENERALIZED_TIME;
}

/** The two forms of RFC 5280 §5.1.2.6: YYMMDDHHMMSSZ through 2049, YYYYMMDDHHMMSSZ from then on; seconds, in UTC. */
function dateOf({ tag, content }: DerElement): Date {
  const text = content.toString('latin1');
  if (!/^\d+Z$/.test(text) || text.length !== (tag === UTC_TIME ? 13 : 15)) throw new RangeError('no time');
  const century = Number(text.slice(0, 2)) < 50 ? '20' : '19';
  const digits = tag === UTC_TIME ? century + text : text;
  const [month, day, hour, minute, second] = [4, 6, 8, 10, 12].map((at) => Number(digits.slice(at, at + 2)));
  const time = Date.UTC(Number(digits.slice(0, 4)), (month ?? 0) - 1, day, hour, minute, second);
  return new Date(time);
}

/** Whole octets, without the zero octet that keeps a number positive. */
function serialOf(content: Buffer): string {
  const start = content.findIndex((octet) => octet !== 0);
  return start === -1 ? '00' : content.subarray(start).toString('hex');
}
