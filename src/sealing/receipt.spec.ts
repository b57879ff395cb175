import { describe, it, expect } from '@jest/globals';
import { sha256Base64url } from './digest.js';
import { readConfirmation, readReceipt, type Confirmation, type Receipt } from './receipt.js';
import { StatementRefused } from './statement.js';

const digest = sha256Base64url('x');
const receipt: Receipt = {
  iss: 'https://gateway.example',
  jti: '018f6c1e-7d2a-7c3b-8a4d-5e6f70819203',
  iat: 1793588645,
  kind: 'accepted',
  transmission: '018f6c1e-7d2a-7c3b-8a4d-5e6f70819204',
  submission: '018f6c1e-7d2a-7c3b-8a4d-5e6f70819205',
  sender: '1370000001',
  destination: '1310000002',
  client: '0b8e5f1e-52f3-4c6a-9d0e-6f1f5f6f7a01',
  unit: { kind: 'plan', version: '202407', sequence: '20261102030405', month: '202610' },
  files: [{ name: 'UPPLAN.csv', size: 5, sha256: digest }],
  manifestSha256: digest,
  contentSha256: digest,
};
const confirmation: Confirmation = {
  jti: receipt.jti,
  iat: receipt.iat,
  aud: receipt.iss,
  kind: 'confirmed',
  transmission: receipt.transmission,
  client: receipt.client,
  office: receipt.destination,
  contentSha256: digest,
};

describe('a receipt', () => {
  it.each([{}, { kind: 'recalled' }, { kind: 'expired' }, { unit: null }, { unit: { ...receipt.unit, month: null } }])(
    'reads with %j',
    (change) => {
      expect(readReceipt({ ...receipt, ...change })).toEqual({ ...receipt, ...change });
    },
  );

  it.each<[object, string]>([
    [{ kind: 'confirmed' }, '/kind'],
    [{ unit: undefined }, '/unit'],
    [{ unit: { ...receipt.unit, month: '202613' } }, '/unit/month'],
    [{ unit: { kind: 'plan' } }, '/unit/version'],
    [{ files: [] }, '/files'],
    [{ manifestSha256: '' }, '/manifestSha256'],
    [{ person: 'x' }, '/person'],
  ])('with %j is refused at %s', (change, pointer) => {
    expect(() => readReceipt({ ...receipt, ...change })).toThrow(new StatementRefused('shape', pointer));
  });
});

describe('a confirmation', () => {
  it('reads', () => expect(readConfirmation(confirmation)).toEqual(confirmation));

  it.each<[object, string]>([
    [{ kind: 'accepted' }, '/kind'],
    [{ office: 'somewhere' }, '/office'],
    [{ contentSha256: null }, '/contentSha256'],
    [{ iss: 'https://gateway.example' }, '/iss'],
  ])('with %j is refused at %s', (change, pointer) => {
    expect(() => readConfirmation({ ...confirmation, ...change })).toThrow(new StatementRefused('shape', pointer));
  });

  it('is no receipt, and a receipt no confirmation', () => {
    expect(() => readReceipt(confirmation)).toThrow(StatementRefused);
    expect(() => readConfirmation(receipt)).toThrow(StatementRefused);
  });
});
