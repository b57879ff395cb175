/** One element of DER (X.690 §10.1), as a view of the bytes it stands in. */
export interface DerElement {
  readonly tag: number;
  /** With tag and length. */
  readonly bytes: Buffer;
  readonly content: Buffer;
}

const SHORT_LENGTH_MAX = 0x7f;
const LENGTH_OCTETS_MAX = 4;

/**
 * The elements that follow one another in these bytes. For lists that are too long for a parser that makes an object of
 * each octet string; only tags of one octet are known. Throws RangeError for what is no DER.
 */
export function* derElements(bytes: Buffer): Generator<DerElement> {
  for (let at = 0; at < bytes.length;) {
    const element = elementAt(bytes, at);
    yield element;
    at += element.bytes.length;
  }
}

/** The one element that these bytes are. Throws RangeError. */
export function derElement(bytes: Buffer): DerElement {
  const element = elementAt(bytes, 0);
  if (element.bytes.length !== bytes.length) throw new RangeError('bytes follow the DER element');
  return element;
}

function elementAt(bytes: Buffer, at: number): DerElement {
  const tag = bytes[at] ?? 0;
  const first = bytes[at + 1];
  if (first === undefined || (tag & 0x1f) === 0x1f) throw new RangeError('no DER element');
  const octets = first > SHORT_LENGTH_MAX ? first & SHORT_LENGTH_MAX : 0;
  // 0x80 is the indefinite length, which DER does not have.
  if (first === 0x80 || octets > LENGTH_OCTETS_MAX || at + 2 + octets > bytes.length)
    throw new RangeError('no DER length');
  const length = octets === 0 ? first : bytes.readUIntBE(at + 2, octets);
  const start = at + 2 + octets;
  if (start + length > bytes.length) throw new RangeError('the DER element is cut short');
  return { tag, bytes: bytes.subarray(at, start + length), content: bytes.subarray(start, start + length) };
}
