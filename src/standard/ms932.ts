/**
 * Strict decoding of Shift_JIS as MS932 (code page 932), the encoding of the standard (ファイル規約). MS932 is wider than
 * strict Shift_JIS: NEC row 13, the NEC-selected IBM extensions (ED, EE) and the IBM extensions (FA-FC) are inside.
 */

/** Stands for bytes outside MS932 in decoded text; MS932 has no such character, so a good cell never holds it. */
export const UNDECODABLE = '\uFFFD';

const decoder = new TextDecoder('shift_jis', { fatal: true });
const lenientDecoder = new TextDecoder('shift_jis');

// What a decoder may give without failing although it is refused here, or given differently: 80 and 外字 (F040-F9FC,
// private use), and 1A, 1C, 7F, which decoders built on ICU's IBM-943 table permute.
const SUSPECT = /[\x1a\x1c\x7f\x80\ue000-\uf8ff\ufffd]/;

/**
 * Decodes a whole file. ASCII bytes are never consumed by a damaged neighbour, so quotes, commas and line ends stay
 * where they are and every bad byte stays in its cell as UNDECODABLE.
 */
export function decodeMs932(bytes: Uint8Array): string {
  try {
    const text = decoder.decode(bytes);
    if (!SUSPECT.test(text)) return text;
  } catch {
    // Not MS932 throughout: decoded again below, byte by byte, to find out where.
  }
  return decodeDamaged(bytes);
}

/** The byte-order mark at the start of a file: a sign of another encoding, and no character of MS932. */
export function byteOrderMark(bytes: Uint8Array): 'utf-8' | 'utf-16' | null {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'utf-16';
  return null;
}

const isLead = (byte: number): boolean => (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc);
const isTrail = (byte: number): boolean => byte >= 0x40 && byte <= 0xfc && byte !== 0x7f;

function decodeDamaged(bytes: Uint8Array): string {
  const pairs = pairTable();
  const parts: string[] = [];
  const units = new Uint16Array(8192);
  let count = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    const next = bytes[at + 1] ?? 0;
    let unit = UNDECODABLE.charCodeAt(0);
    if (byte < 0x80) unit = byte;
    else if (byte >= 0xa1 && byte <= 0xdf) unit = 0xff61 + byte - 0xa1;
    else if (isLead(byte) && isTrail(next)) {
      unit = pairs[(byte << 8) | next] ?? unit;
      // An ASCII byte after a wrong lead byte is itself again, as the WHATWG encoding standard has it.
      if (unit !== UNDECODABLE.charCodeAt(0) || next >= 0x80) at += 1;
    }
    units[count++] = unit;
    if (count === units.length) {
      parts.push(String.fromCharCode(...units));
      count = 0;
    }
  }
  parts.push(String.fromCharCode(...units.subarray(0, count)));
  return parts.join('');
}

let table: Uint16Array | undefined;

/** The character of every double-byte code, UNDECODABLE where there is none; made when the first damaged file comes. */
function pairTable(): Uint16Array {
  if (table) return table;
  table = new Uint16Array(0x10000).fill(UNDECODABLE.charCodeAt(0));
  for (let lead = 0x81; lead <= 0xfc; lead += 1) {
    if (!isLead(lead) || (lead >= 0xf0 && lead <= 0xf9)) continue;
    for (let trail = 0x40; trail <= 0xfc; trail += 1) {
      if (!isTrail(trail)) continue;
      const text = lenientDecoder.decode(Uint8Array.of(lead, trail));
      if (text.length === 1) table[(lead << 8) | trail] = text.charCodeAt(0);
    }
  }
  return table;
}
