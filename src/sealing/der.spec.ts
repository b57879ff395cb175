import { describe, expect, it } from '@jest/globals';
import { Integer, OctetString } from 'asn1js';
import { certificateTime } from './certificate-time.js';
import { element, positiveInteger, TAG, time } from './der.js';

const hex = (ber: ArrayBuffer) => Buffer.from(ber).toString('hex');

describe('DER, as ASN.1.js writes it:', () => {
  it.each([0, 1, 127, 128, 255, 256, 65_535, 65_536])('an element of %d octets', (length) => {
    const contents = Buffer.alloc(length, 7);
    const expected = new OctetString({ valueHex: new Uint8Array(contents).buffer }).toBER(false);
    expect(element(TAG.octetString, contents).toString('hex')).toBe(hex(expected));
  });

  it.each(['0a', 'a', '7f', '80', 'ff', '0123456789abcdef', `f${'0'.repeat(31)}`])('the integer %s', (text) => {
    expect(positiveInteger(text).toString('hex')).toBe(hex(Integer.fromBigInt(BigInt(`0x${text}`)).toBER(false)));
  });

  it.each(['2026-11-02T03:04:05.678Z', '2049-12-31T23:59:59Z', '2050-01-01T00:00:00Z'])('the time %s', (text) => {
    expect(time(new Date(text)).toString('hex')).toBe(hex(certificateTime(new Date(text)).toSchema().toBER(false)));
  });
});
