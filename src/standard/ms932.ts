/**
 * Strict reading of Shift_JIS as MS932 (code page 932), the encoding of the standard (ファイル規約). MS932 is wider than
 * strict Shift_JIS: NEC row 13, the NEC-selected IBM extensions (ED, EE) and the IBM extensions (FA-FC) are inside.
 * Outside are the bytes 80, A0 and FD-FF, unassigned pairs, and 外字 (user-defined characters, F040-F9FC).
 *
 * Text is mostly handled as its bytes, one character each (`bytesAsText`): cells are told apart, and most of them
 * checked, without decoding.
 */

/** Stands for bytes outside MS932 in decoded text; MS932 has no such character, so a good cell never holds it. */
export const UNDECODABLE = '\uFFFD';

const NONE = 0xfffd;

const isLead = (byte: number): boolean => (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc);
const isTrail = (byte: number): boolean => byte >= 0x40 && byte <= 0xfc && byte !== 0x7f;
const isUserDefined = (lead: number): boolean => lead >= 0xf0 && lead <= 0xf9;

/**
 * The character of every double-byte code, NONE where there is none. Taken from the platform's decoder, which knows all
 * of MS932, and held against Microsoft's own table by the tests.
 */
const PAIRS = pairTable();

function pairTable(): Uint16Array {
  const decoder = new TextDecoder('shift_jis');
  const table = new Uint16Array(0x10000).fill(NONE);
  const trails = Array.from({ length: 0x100 }, (_, byte) => byte).filter(isTrail);
  for (let lead = 0x81; lead <= 0xfc; lead += 1) {
    if (!isLead(lead) || isUserDefined(lead)) continue;
    // A line feed after each code: a damaged one cannot take it for its trail byte, and so stays between its neighbours.
    const characters = decoder.decode(Uint8Array.from(trails.flatMap((trail) => [lead, trail, 0x0a]))).split('\n');
    trails.forEach((trail, index) => {
      const text = characters[index] ?? '';
      if (text.length === 1) table[(lead << 8) | trail] = text.charCodeAt(0);
    });
  }
  return table;
}

/** Bytes as a string of the same length. */
export function bytesAsText({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('latin1');
}

/** The byte-order mark at the start of a file: a sign of another encoding, and no character of MS932. */
export function byteOrderMark(bytes: Uint8Array): 'utf-8' | 'utf-16' | null {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'utf-16';
  return null;
}

/** What a text of bytes is written in: the first of these that holds all of it. */
export type Repertoire = 'ascii' | 'ms932' | 'beyond';

export function repertoireOf(text: string): Repertoire {
  const { length } = text;
  let found: Repertoire = 'ascii';
  for (let at = 0; at < length; at += 1) {
    const byte = text.charCodeAt(at);
    if (byte < 0x80) continue;
    found = 'ms932';
    if (byte >= 0xa1 && byte <= 0xdf) continue;
    at += 1;
    if (at === length || PAIRS[(byte << 8) | text.charCodeAt(at)] === NONE) return 'beyond';
  }
  return found;
}

/** True when a text of bytes is MS932 throughout. */
export const isMs932 = (text: string): boolean => repertoireOf(text) !== 'beyond';

/** Decodes a text of bytes; what is outside MS932 becomes UNDECODABLE. */
export function decodeText(text: string): string {
  return repertoireOf(text) === 'ascii' ? text : decodeMs932(Buffer.from(text, 'latin1'));
}

/** Decodes bytes. An ASCII byte after a wrong lead byte is itself again, as the WHATWG encoding standard has it. */
export function decodeMs932(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.length);
  let count = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    let unit = NONE;
    if (byte < 0x80) unit = byte;
    else if (byte >= 0xa1 && byte <= 0xdf) unit = 0xff61 + byte - 0xa1;
    else if (isLead(byte) && at + 1 < bytes.length) {
      const next = bytes[at + 1] ?? 0;
      unit = PAIRS[(byte << 8) | next] ?? NONE;
      if (unit !== NONE || next >= 0x80) at += 1;
    }
    units[count++] = unit;
  }
  return Buffer.from(units.buffer, 0, count * 2).toString('utf16le');
}
