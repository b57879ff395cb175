import { describe, it, expect } from '@jest/globals';
import { sha256Base64url } from './digest.js';
import { readExtract, type Extract } from './extract.js';
import { readManifest } from './manifest.js';
import { readReceipt } from './receipt.js';
import { StatementRefused } from './statement.js';

const digest = sha256Base64url('x');
const extract: Extract = {
  iss: 'https://gateway.example',
  jti: '018f6c1e-7d2a-7c3b-8a4d-5e6f70819203',
  iat: 1793588645,
  kind: 'extract',
  submission: '018f6c1e-7d2a-7c3b-8a4d-5e6f70819205',
  client: '0b8e5f1e-52f3-4c6a-9d0e-6f1f5f6f7a01',
  sender: '1370000001',
  destination: '1310000002',
  files: [{ name: 'UPPLAN.csv', size: 5, sha256: digest }],
  signed: { manifestSha256: digest, thumbprint: digest },
};

describe('an extract', () => {
  it('reads', () => expect(readExtract(extract)).toEqual(extract));

  it.each<[object, string]>([
    [{ kind: 'accepted' }, '/kind'],
    [{ destination: undefined }, '/destination'],
    [{ destinations: ['1310000002', '1310000003'] }, '/destinations'],
    [{ files: [] }, '/files'],
    [{ files: [{ name: '../UPPLAN.csv', size: 5, sha256: digest }] }, '/files/0/name'],
    [{ signed: { manifestSha256: digest } }, '/signed/thumbprint'],
    [{ signed: { ...extract.signed, destinations: [] } }, '/signed/destinations'],
    [{ submission: 'a b' }, '/submission'],
    [{ iat: -1 }, '/iat'],
  ])('with %j is refused at %s', (change, pointer) => {
    expect(() => readExtract({ ...extract, ...change })).toThrow(new StatementRefused('shape', pointer));
  });

  it('is neither a manifest nor a receipt', () => {
    expect(() => readManifest(extract)).toThrow(StatementRefused);
    expect(() => readReceipt(extract)).toThrow(StatementRefused);
  });
});
