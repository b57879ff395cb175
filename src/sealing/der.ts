/** Universal tags of X.690 §8.1.2, as single octets. */
export const TAG = {
  integer: 0x02,
  octetString: 0x04,
  enumerated: 0x0a,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
} as const;

/** One DER element: tag, length in its shortest form (X.690 §10.1), contents. */
export function element(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const length = contents.reduce((sum, { length }) => sum + length, 0);
  return Buffer.concat([Buffer.from([tag]), lengthOctets(length), ...contents]);
}

function lengthOctets(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const hex = length.toString(16);
  const octets = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.from([0x80 | octets.length]), octets]);
}

/** A positive INTEGER given in hexadecimal. */
export function positiveInteger(hex: string): Buffer {
  const octets = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  const isNegative = (octets[0] ?? 0) >= 0x80;
  return element(TAG.integer, isNegative ? Buffer.concat([Buffer.alloc(1), octets]) : octets);
}

/** Whole seconds; UTCTime through 2049 and GeneralizedTime from 2050 (RFC 5280 §4.1.2.5). */
export function time(moment: Date): Buffer {
  const digits = `${moment.toISOString().slice(0, 19).replace(/\D/g, '')}Z`;
  const isUtcTime = moment.getUTCFullYear() < 2050;
  return element(isUtcTime ? TAG.utcTime : TAG.generalizedTime, Buffer.from(digits.slice(isUtcTime ? 2 : 0), 'latin1'));
}
