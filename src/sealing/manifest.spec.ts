import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { NOW } from './certificates.fixture.js';
import { sha256Base64url } from './digest.js';
import { createManifest, readManifest } from './manifest.js';
import { StatementRefused } from './statement.js';

const input = {
  files: [
    { name: 'UPPLAN_1370000001_1310000002_20261102030405_202610.csv', bytes: Buffer.from('a,b\r\n') },
    { name: 'UP1KYO_1370000001_1310000002_20261102030405_202610.csv', bytes: new Uint8Array() },
  ],
  sender: '1370000001',
  destinations: ['1310000002', '13A0000003'],
  client: '0b8e5f1e-52f3-4c6a-9d0e-6f1f5f6f7a01',
  audience: 'https://gateway.example',
  now: NOW,
  jti: '018f6c1e-7d2a-7c3b-8a4d-5e6f70819203',
};
const manifest = createManifest(input);

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a manifest to be bent in every direction
type Plain = Record<string, any>;

/** Where a manifest is refused; its shape is read as plain JSON. */
function pointerOf(change: (plain: Plain) => unknown): string | undefined {
  const plain = JSON.parse(JSON.stringify(manifest)) as Plain;
  const changed = change(plain);
  try {
    readManifest(changed ?? plain);
    return 'nothing was refused';
  } catch (error) {
    return error instanceof StatementRefused && error.code === 'shape' ? error.pointer : 'another error';
  }
}

describe('a manifest', () => {
  it('names every file with its size and digest, in order', () => {
    expect(manifest.files).toEqual(
      input.files.map(({ name, bytes }) => ({ name, size: bytes.length, sha256: sha256Base64url(bytes) })),
    );
    expect(manifest.iat).toBe(NOW.getTime() / 1000);
    expect(readManifest(JSON.parse(JSON.stringify(manifest)))).toEqual(manifest);
  });

  it.each<[string, string, (plain: Plain) => unknown]>([
    ['/jti', 'no jti', (plain) => void delete plain['jti']],
    ['/jti', 'a jti one could guess', (plain) => void (plain['jti'] = '1')],
    ['/iat', 'a time as text', (plain) => void (plain['iat'] = '1')],
    ['/iat', 'a time with a fraction', (plain) => void (plain['iat'] = 1.5)],
    ['/iat', 'a negative time', (plain) => void (plain['iat'] = -1)],
    ['/aud', 'an audience that is no URL', (plain) => void (plain['aud'] = 'gateway')],
    ['/aud', 'two audiences', (plain) => void (plain['aud'] = ['https://a.example', 'https://b.example'])],
    ['/client', 'an empty client', (plain) => void (plain['client'] = '')],
    ['/sender', 'an office number of nine', (plain) => void (plain['sender'] = '137000000')],
    ['/destinations', 'no destination', (plain) => void (plain['destinations'] = [])],
    ['/destinations/2', 'a destination twice', (plain) => void plain['destinations'].push('1310000002')],
    ['/files', 'no file', (plain) => void (plain['files'] = [])],
    [
      '/files/2',
      'a file twice but for case',
      (plain) => void plain['files'].push({ ...plain['files'][0], name: plain['files'][0].name.toLowerCase() }),
    ],
    ['/files/0/name', 'a name that climbs', (plain) => void (plain['files'][0].name = '../x.csv')],
    ['/files/0/name', 'a name of a stream', (plain) => void (plain['files'][0].name = 'x:y')],
    ['/files/0/size', 'a size beyond exact numbers', (plain) => void (plain['files'][0].size = 2 ** 53)],
    ['/files/1/sha256', 'a digest in hex', (plain) => void (plain['files'][1].sha256 = 'ab'.repeat(32))],
    [
      '/files/1/sha256',
      'a digest with unused bits set',
      (plain) => void (plain['files'][1].sha256 = `${'A'.repeat(42)}B`),
    ],
    ['/files/1/extra', 'a member nobody reads in a file', (plain) => void (plain['files'][1].extra = 1)],
    ['/messageSha256', 'a message as it is', (plain) => void (plain['messageSha256'] = '先月分の訂正です。')],
    ['/messageSha256', 'a digest that is null', (plain) => void (plain['messageSha256'] = null)],
    ['/extra', 'a member nobody reads', (plain) => void (plain['extra'] = 1)],
    ['/?', 'a member whose name is a text', (plain) => void (plain['氏名 花子'] = 1)],
    ['', 'a list', () => [manifest]],
    ['', 'a text', () => 'manifest'],
  ])('is refused at %j for %s', (pointer, _, change) => {
    expect(pointerOf(change)).toBe(pointer);
  });

  it('names the message that goes with the files by its digest, and only where there is one', () => {
    const withMessage = createManifest({ ...input, message: '先月分の訂正です。' });
    expect(withMessage.messageSha256).toBe(sha256Base64url('先月分の訂正です。'));
    expect(readManifest(JSON.parse(JSON.stringify(withMessage)))).toEqual(withMessage);
    expect(Object.keys(manifest)).not.toContain('messageSha256');
  });

  it('is not made for files that could not be unpacked', () => {
    expect(() => createManifest({ ...input, files: [{ name: 'a/b.csv', bytes: Buffer.of(1) }] })).toThrow(
      StatementRefused,
    );
  });

  it('refuses random values with its own error and no other', () => {
    fc.assert(fc.property(fc.anything(), (value) => expect(() => readManifest(value)).toThrow(StatementRefused)));
  });
});
