import { beforeAll, describe, it, expect } from '@jest/globals';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { generalDecrypt, GeneralEncrypt, type GeneralJWE } from 'jose';
import nodeJose from 'node-jose';
import { codeOf, makeKeys, mutate } from './certificates.fixture.js';
import { openContent, openNotice, sealContent, sealNotice, SealRefused } from './seal.js';

interface Reader {
  thumbprint: string;
  publicKey: ReturnType<typeof makeKeys>['publicKey'];
  privateKey: ReturnType<typeof makeKeys>['privateKey'];
}
const reader = (kind: 'rsa' | 'ec'): Reader => ({
  thumbprint: randomBytes(32).toString('base64url'),
  ...makeKeys(kind),
});
const binding = {
  transmission: '018f6c1e-7d2a-7c3b-8a4d-5e6f70819204',
  sender: '1370000001',
  destination: '1310000002',
};
const content = new Uint8Array(randomBytes(3000));

let rsa: Reader;
let ec: Reader;
let otherRsa: Reader;
let otherEc: Reader;
beforeAll(() => {
  [rsa, otherRsa, ec, otherEc] = [reader('rsa'), reader('rsa'), reader('ec'), reader('ec')];
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a seal to be bent in every direction
type Jwe = Record<string, any>;
const parse = (jwe: string) => JSON.parse(jwe) as Jwe;
const headerOf = (jwe: Jwe) => JSON.parse(Buffer.from(jwe['protected'] as string, 'base64url').toString()) as Jwe;
const encode = (header: unknown) => Buffer.from(JSON.stringify(header)).toString('base64url');

async function refusal(recipient: Reader, change: (jwe: Jwe) => unknown): Promise<string> {
  const jwe = parse(await sealContent(content, [recipient], binding));
  return codeOf(() => openContent(JSON.stringify(change(jwe) ?? jwe), recipient));
}

describe('a seal', () => {
  it.each(['rsa', 'ec', 'rsa rsa', 'ec ec', 'rsa ec', 'ec rsa rsa ec'])(
    'to %s opens for each of them',
    async (kinds) => {
      const readers = kinds
        .split(' ')
        .map((kind, index) => (kind === 'rsa' ? [rsa, otherRsa] : [ec, otherEc])[index % 2]!);
      const jwe = await sealContent(content, readers, binding);
      for (const recipient of readers) {
        const opened = await openContent(jwe, recipient);
        expect(Buffer.from(opened.content).equals(content)).toBe(true);
        expect(opened.binding).toEqual(binding);
      }
    },
  );

  it('says in its protected header what it is, and beside each recipient how to open it', async () => {
    for (const readers of [[rsa], [ec], [rsa, ec]]) {
      const jwe = parse(await sealContent(content, readers, binding));
      expect(headerOf(jwe)).toMatchObject({
        enc: 'A256GCM',
        typ: 'careplan-sealed+jwe',
        cty: 'application/zip',
        careplan: binding,
      });
      expect(jwe['unprotected']).toBeUndefined();
      expect(jwe['recipients'].map((one: Jwe) => [one['header'].kid, one['header'].alg])).toEqual(
        readers.map((one) => [one.thumbprint, one === rsa ? 'RSA-OAEP-256' : 'ECDH-ES+A256KW']),
      );
    }
  });

  it('opens with the other library', async () => {
    const byNodeJose = JSON.parse(await sealContent(content, [rsa], binding)) as GeneralJWE;
    expect(Buffer.from((await generalDecrypt(byNodeJose, rsa.privateKey)).plaintext).equals(content)).toBe(true);
    const byJose = parse(await sealContent(content, [rsa, ec], binding));
    for (const recipient of [rsa, ec]) {
      const key = await nodeJose.JWK.asKey(recipient.privateKey.export({ format: 'jwk' }));
      const opened = await nodeJose.JWE.createDecrypt(key).decrypt(structuredClone(byJose) as never);
      expect(opened.plaintext.equals(content)).toBe(true);
    }
  });

  it('made by the other library opens here', async () => {
    const header = { enc: 'A256GCM', typ: 'careplan-sealed+jwe', cty: 'application/zip', careplan: binding };
    const jwe = await new GeneralEncrypt(content)
      .setProtectedHeader(header)
      .addRecipient(rsa.publicKey)
      .setUnprotectedHeader({ alg: 'RSA-OAEP-256', kid: rsa.thumbprint })
      .encrypt();
    expect((await openContent(JSON.stringify(jwe), rsa)).binding).toEqual(binding);
  });

  it('round-trips any content, binding and choice of recipients', async () => {
    const text = fc.string({ unit: 'grapheme' }).map((value) => Buffer.from(value).toString());
    const anyBinding = fc.record({ transmission: text, sender: text, destination: text });
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 2000 }),
        anyBinding,
        fc.subarray([0, 1, 2, 3], { minLength: 1 }),
        async (bytes, bound, chosen) => {
          const readers = chosen.map((index) => [rsa, ec, otherRsa, otherEc][index]!);
          const jwe = await sealContent(bytes, readers, bound);
          const opened = await openContent(jwe, readers.at(-1)!);
          expect(Buffer.from(opened.content).equals(bytes)).toBe(true);
          expect(opened.binding).toEqual(bound);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('to the same recipient twice is to one', async () => {
    expect(parse(await sealContent(content, [rsa, rsa], binding))['recipients']).toHaveLength(1);
  });

  it('is not made for nobody, nor for a key outside the policy', async () => {
    await expect(sealContent(content, [], binding)).rejects.toThrow(RangeError);
    for (const { publicKey } of [
      generateKeyPairSync('rsa', { modulusLength: 1024 }),
      generateKeyPairSync('ec', { namedCurve: 'P-384' }),
      generateKeyPairSync('ed25519'),
    ]) {
      expect(await codeOf(() => sealContent(content, [rsa, { thumbprint: 'x', publicKey }], binding))).toBe(
        'algorithm',
      );
    }
  });
});

describe('the seal of a notice', () => {
  const about = { ...binding, notice: '018f6c1e-7d2a-7c3b-8a4d-5e6f70819205' };
  const text = '3行目をご確認ください。';

  it.each(['rsa', 'ec'])('opens for its reader with a key of %s, with the notice that it belongs to', async (kind) => {
    const recipient = kind === 'rsa' ? rsa : ec;
    const jwe = await sealNotice(text, [rsa, ec], about);
    expect(await openNotice(jwe, recipient)).toEqual({ text, binding: about });
    await expect(openNotice(jwe, kind === 'rsa' ? otherRsa : otherEc)).rejects.toThrow('not-a-recipient');
  });

  it('does not stand in for a content, nor a content for it', async () => {
    const notice = await sealNotice(text, [ec], about);
    const sealed = await sealContent(content, [ec], binding);
    expect(await codeOf(() => openContent(notice, ec))).toBe('malformed');
    expect(await codeOf(() => openNotice(sealed, ec))).toBe('malformed');
  });
});

describe('a seal does not open', () => {
  it("for who is no recipient, or holds another key under a recipient's name", async () => {
    const jwe = await sealContent(content, [rsa, ec], binding);
    expect(await codeOf(() => openContent(jwe, otherRsa))).toBe('not-a-recipient');
    expect(await codeOf(() => openContent(jwe, { ...otherRsa, thumbprint: rsa.thumbprint }))).toBe('decryption');
    expect(await codeOf(() => openContent(jwe, { ...otherEc, thumbprint: ec.thumbprint }))).toBe('decryption');
    expect(await codeOf(() => openContent(jwe, { ...ec, thumbprint: rsa.thumbprint }))).toBe('algorithm');
  });

  it('with the binding or anything else protected of another seal', async () => {
    for (const recipient of [rsa, ec]) {
      const swapped = { ...binding, destination: '1310000009' };
      expect(
        await refusal(recipient, (jwe) => void (jwe['protected'] = encode({ ...headerOf(jwe), careplan: swapped }))),
      ).toBe('decryption');
      const other = parse(await sealContent(content, [recipient], swapped));
      for (const member of ['protected', 'iv', 'ciphertext', 'tag', 'recipients']) {
        const outcome = await refusal(recipient, (jwe) => void (jwe[member] = other[member]));
        expect(outcome).toBe('decryption');
      }
    }
  });

  it.each<[string, (jwe: Jwe) => unknown, string]>([
    [
      'another content algorithm',
      (jwe) => void (jwe['protected'] = encode({ ...headerOf(jwe), enc: 'A128CBC-HS256' })),
      'algorithm',
    ],
    ['another key algorithm', (jwe) => void (jwe['recipients'][0].header.alg = 'RSA1_5'), 'algorithm'],
    ['the content key in the open', (jwe) => void (jwe['recipients'][0].header.alg = 'dir'), 'algorithm'],
    ['a password', (jwe) => void (jwe['recipients'][0].header.alg = 'PBES2-HS512+A256KW'), 'algorithm'],
    ['compression', (jwe) => void (jwe['protected'] = encode({ ...headerOf(jwe), zip: 'DEF' })), 'malformed'],
    [
      'a critical extension',
      (jwe) => void (jwe['protected'] = encode({ ...headerOf(jwe), crit: ['x'], x: 1 })),
      'malformed',
    ],
    ['another type', (jwe) => void (jwe['protected'] = encode({ ...headerOf(jwe), typ: 'JWE' })), 'malformed'],
    ['no binding', (jwe) => void (jwe['protected'] = encode({ ...headerOf(jwe), careplan: undefined })), 'malformed'],
    [
      'a binding with more in it',
      (jwe) => void (jwe['protected'] = encode({ ...headerOf(jwe), careplan: { ...binding, x: 1 } })),
      'malformed',
    ],
    ['an unprotected header', (jwe) => void (jwe['unprotected'] = { zip: 'DEF' }), 'malformed'],
    [
      'a tag cut short',
      (jwe) => void (jwe['tag'] = Buffer.from(jwe['tag'], 'base64url').subarray(0, 4).toString('base64url')),
      'malformed',
    ],
    ['an iv cut short', (jwe) => void (jwe['iv'] = 'AAAA'), 'malformed'],
    ['ciphertext cut short', (jwe) => void (jwe['ciphertext'] = jwe['ciphertext'].slice(0, 400)), 'decryption'],
    ['no ciphertext', (jwe) => void delete jwe['ciphertext'], 'malformed'],
    ['no recipients', (jwe) => void (jwe['recipients'] = []), 'not-a-recipient'],
    [
      'recipients that are none',
      (jwe) => void (jwe['recipients'] = [null, 1, {}, { header: null }]),
      'not-a-recipient',
    ],
    ['an encrypted key cut short', (jwe) => void (jwe['recipients'][0].encrypted_key = 'AAAA'), 'decryption'],
    ['a list around it', (jwe) => [jwe], 'malformed'],
  ])('with %s', async (_, change, code) => {
    expect(await refusal(rsa, change)).toBe(code);
    if (code !== 'algorithm') expect(await refusal(ec, change)).toBe(code);
  });

  it('with a point outside the curve, or on another', async () => {
    const change = (epk: object) => (jwe: Jwe) => {
      const header = headerOf(jwe);
      if (header['epk']) jwe['protected'] = encode({ ...header, epk: { ...header['epk'], ...epk } });
      else Object.assign(jwe['recipients'][0].header.epk, epk);
    };
    expect(await refusal(ec, change({ x: Buffer.alloc(32, 1).toString('base64url') }))).toBe('decryption');
    expect(await refusal(ec, change({ crv: 'P-384' }))).toBe('algorithm');
    expect(await refusal(ec, change({ d: 'AAAA' }))).toBe('malformed');
  });

  it('cut short anywhere, or with any one character changed', async () => {
    for (const recipient of [rsa, ec]) {
      const jwe = await sealContent(content.subarray(0, 100), [recipient], binding);
      const refused = async (text: string) =>
        expect(await openContent(text, recipient).catch((error: unknown) => error)).toBeInstanceOf(SealRefused);
      await fc.assert(
        fc.asyncProperty(fc.nat(jwe.length - 1), (length) => refused(jwe.slice(0, length))),
        { numRuns: 60 },
      );
      await fc.assert(
        fc.asyncProperty(fc.nat(jwe.length - 1), fc.nat(93), (at, to) => refused(mutate(jwe, at, to))),
        { numRuns: 400 },
      );
    }
  });

  it('whatever it is, with its own error and no other', async () => {
    const member = fc.oneof(fc.string(), fc.base64String(), fc.jsonValue());
    const shaped = fc.record({
      protected: member,
      recipients: fc.jsonValue(),
      iv: member,
      ciphertext: member,
      tag: member,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.json(),
          shaped.map((jwe) => JSON.stringify(jwe)),
        ),
        async (text) => {
          expect(await openContent(text, rsa).catch((error: unknown) => error)).toBeInstanceOf(SealRefused);
        },
      ),
    );
  });
});
