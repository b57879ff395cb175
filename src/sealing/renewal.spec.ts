import { describe, expect, it } from '@jest/globals';
import { CLIENT_ID, NOW } from './certificates.fixture.js';
import { createRenewal, readRenewal, type Renewal } from './renewal.js';
import { StatementRefused } from './statement.js';

const renewal: Renewal = {
  jti: '018f6c1e-7d2a-7c3b-8a4d-5e6f70819203',
  iat: 1793588645,
  aud: 'https://gateway.example',
  kind: 'renewal',
  client: CLIENT_ID,
  certificationRequest: '-----BEGIN CERTIFICATE REQUEST-----\r\nMIH=\n-----END CERTIFICATE REQUEST-----\n',
};

describe('a renewal', () => {
  it('is made with exactly the members that are read', () => {
    const { jti, client, certificationRequest } = renewal;
    const made = createRenewal({ jti, client, certificationRequest, audience: renewal.aud, now: NOW });
    expect(made).toEqual(renewal);
    expect(readRenewal(made)).toEqual(renewal);
  });

  it.each<[object, string]>([
    [{ kind: 'confirmed' }, '/kind'],
    [{ kind: undefined }, '/kind'],
    [{ jti: 'short' }, '/jti'],
    [{ iat: 1.5 }, '/iat'],
    [{ aud: 'gateway' }, '/aud'],
    [{ client: '' }, '/client'],
    [{ certificationRequest: '' }, '/certificationRequest'],
    [{ certificationRequest: 'A'.repeat(16_385) }, '/certificationRequest'],
    [{ certificationRequest: '証明書' }, '/certificationRequest'],
    [{ office: '1370000001' }, '/office'],
  ])('with %j is refused', (change, pointer) => {
    expect(() => readRenewal({ ...renewal, ...change })).toThrow(new StatementRefused('shape', pointer));
  });

  it.each(Object.keys(renewal))('is refused without %s', (name) => {
    const rest = Object.fromEntries(Object.entries(renewal).filter(([member]) => member !== name));
    expect(() => readRenewal(rest)).toThrow(new StatementRefused('shape', `/${name}`));
  });
});
