import { beforeAll, describe, it, expect } from '@jest/globals';
import { createHmac, generateKeyPairSync, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { CompactSign, compactVerify, type CompactJWSHeaderParameters } from 'jose';
import { codeOf, makeHolder, makeTrust, mutate, type Holder, type Trust } from './certificates.fixture.js';
import { readStatementHeader, signStatement, StatementRefused, verifyStatement } from './statement.js';

const TYPE = 'careplan-manifest+jws';
const PAYLOAD = { hello: '世界' };

let trust: Trust;
let ec: Holder;
let rsa: Holder;
beforeAll(async () => {
  trust = await makeTrust();
  ec = await makeHolder(trust, 'ec');
  rsa = await makeHolder(trust, 'rsa');
});

const verify = (jws: string, holder = ec) => verifyStatement(jws, TYPE, holder.certificate);
const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

function headerOf({ certificate }: Holder): Record<string, unknown> {
  return { alg: 'ES256', typ: TYPE, 'x5t#S256': certificate.thumbprint, x5c: [certificate.der.toString('base64')] };
}

/** Signs any header with the other library: a valid signature over what our own signer would never say. */
function sign(
  header: Record<string, unknown>,
  holder = ec,
  payload: Uint8Array = Buffer.from(JSON.stringify(PAYLOAD)),
) {
  return new CompactSign(payload).setProtectedHeader(header as CompactJWSHeaderParameters).sign(holder.privateKey);
}

describe('a statement', () => {
  it.each<['ec' | 'rsa', 'PS256' | 'RS256' | undefined, string]>([
    ['ec', undefined, 'ES256'],
    ['rsa', undefined, 'PS256'],
    ['rsa', 'RS256', 'RS256'],
  ])('by an %s key (%s) verifies as %s, here and with jose', async (kind, rsaAlgorithm, algorithm) => {
    const holder = kind === 'ec' ? ec : rsa;
    const jws = await signStatement(TYPE, PAYLOAD, { ...holder, rsaAlgorithm });
    expect(readStatementHeader(jws, TYPE)).toMatchObject({ algorithm, thumbprint: holder.certificate.thumbprint });
    expect(await verify(jws, holder)).toEqual(PAYLOAD);
    const elsewhere = await compactVerify(jws, holder.publicKey, { algorithms: [algorithm] });
    expect(JSON.parse(new TextDecoder().decode(elsewhere.payload))).toEqual(PAYLOAD);
  });

  it.each(['ES256', 'PS256', 'RS256'])('signed with jose as %s verifies here', async (alg) => {
    const holder = alg === 'ES256' ? ec : rsa;
    expect(await verify(await sign({ ...headerOf(holder), alg }, holder), holder)).toEqual(PAYLOAD);
  });

  it('carries the chain up to the root, so that it can be judged offline', async () => {
    const jws = await signStatement(TYPE, PAYLOAD, ec);
    const { x5c } = JSON.parse(Buffer.from(jws.split('.')[0]!, 'base64url').toString()) as { x5c: string[] };
    const [leaf, issuing, root] = x5c.map((der) => new X509Certificate(Buffer.from(der, 'base64')));
    expect(leaf!.verify(issuing!.publicKey) && issuing!.verify(root!.publicKey)).toBe(true);
    expect(root!.raw.equals(trust.root.certificate.der)).toBe(true);
  });

  it('round-trips any JSON object', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.string({ minLength: 1 }).filter((key) => key !== '__proto__'),
          fc.jsonValue(),
        ),
        async (payload) => {
          const plain = JSON.parse(JSON.stringify(payload)) as object;
          expect(await verify(await signStatement(TYPE, plain, ec))).toEqual(plain);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("is not made with a key that is not the certificate's", async () => {
    await expect(signStatement(TYPE, PAYLOAD, { ...ec, privateKey: rsa.privateKey })).rejects.toThrow(RangeError);
  });
});

describe('a statement is refused', () => {
  it.each<[string, (header: Record<string, unknown>) => Record<string, unknown>, string]>([
    ['of another type', (header) => ({ ...header, typ: 'careplan-receipt+jws' }), 'type'],
    ['of a type that differs in case', (header) => ({ ...header, typ: TYPE.toUpperCase() }), 'type'],
    ['without a type', ({ typ, ...header }) => (void typ, header), 'type'],
    ['bringing its own key', (header) => ({ ...header, jwk: ec.publicKey.export({ format: 'jwk' }) }), 'header'],
    ['pointing to a key', (header) => ({ ...header, jku: 'https://evil.example/jwks' }), 'header'],
    ['pointing to a certificate', (header) => ({ ...header, x5u: 'https://evil.example/cert' }), 'header'],
    ['with a member nobody knows', (header) => ({ ...header, zip: 'DEF' }), 'header'],
    ['without x5c', ({ x5c, ...header }) => (void x5c, header), 'certificate'],
    ['with an empty x5c', (header) => ({ ...header, x5c: [] }), 'certificate'],
    ['with an x5c that is no list', (header) => ({ ...header, x5c: ec.certificate.pem }), 'certificate'],
    ['with an unreadable x5c', (header) => ({ ...header, x5c: ['AAAA'] }), 'certificate'],
    ['with a chain without end', (header) => ({ ...header, x5c: Array(50).fill('AAAA') }), 'certificate'],
    [
      "with another's certificate",
      (header) => ({ ...header, x5c: [rsa.certificate.der.toString('base64')] }),
      'thumbprint',
    ],
    ["with another's thumbprint", (header) => ({ ...header, 'x5t#S256': rsa.certificate.thumbprint }), 'thumbprint'],
    ['without a thumbprint', ({ 'x5t#S256': thumbprint, ...header }) => (void thumbprint, header), 'thumbprint'],
  ])('%s', async (_, change, code) => {
    expect(await codeOf(async () => verify(await sign(change(headerOf(ec)))))).toBe(code);
  });

  it('with any critical extension, and with an unencoded payload', async () => {
    const [, payload, signature] = (await signStatement(TYPE, PAYLOAD, ec)).split('.');
    for (const extra of [{ crit: ['b64'], b64: false }, { crit: ['exp'], exp: 1 }, { crit: [] }, { b64: false }]) {
      expect(await codeOf(() => verify([b64({ ...headerOf(ec), ...extra }), payload, signature].join('.')))).toBe(
        'header',
      );
    }
  });

  it('under an algorithm outside the list, before any key is used', async () => {
    const payload = b64(PAYLOAD);
    const algorithms = ['none', 'None', 'HS256', 'ES384', 'RS1', 'RS512', 'EdDSA', '', 1, null, undefined, ['ES256']];
    for (const alg of algorithms) {
      expect(await codeOf(() => verify(`${b64({ ...headerOf(ec), alg })}.${payload}.AAAA`))).toBe('algorithm');
    }
  });

  it('when the public key was used as an HMAC secret', async () => {
    const input = `${b64({ ...headerOf(rsa), alg: 'HS256' })}.${b64(PAYLOAD)}`;
    const secret = rsa.publicKey.export({ format: 'pem', type: 'spki' });
    const forged = `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
    expect(await codeOf(() => verify(forged, rsa))).toBe('algorithm');
  });

  it('under an algorithm that is not for the key', async () => {
    const [, payload, signature] = (await signStatement(TYPE, PAYLOAD, ec)).split('.');
    for (const alg of ['RS256', 'PS256']) {
      expect(await codeOf(() => verify([b64({ ...headerOf(ec), alg }), payload, signature].join('.')))).toBe(
        'algorithm',
      );
    }
    const [, , rsaSignature] = (await signStatement(TYPE, PAYLOAD, rsa)).split('.');
    expect(await codeOf(() => verify([b64(headerOf(rsa)), payload, rsaSignature].join('.'), rsa))).toBe('algorithm');
    expect(
      await codeOf(() => verify([b64({ ...headerOf(rsa), alg: 'RS256' }), payload, rsaSignature].join('.'), rsa)),
    ).toBe('signature');
  });

  it('when another holder of a certificate signed it, whichever certificate it shows', async () => {
    const other = await makeHolder(trust, 'ec');
    expect(await codeOf(async () => verify(await signStatement(TYPE, PAYLOAD, other)))).toBe('thumbprint');
    expect(await codeOf(async () => verify(await sign(headerOf(ec), other)))).toBe('signature');
  });

  it("with another payload, or another statement's signature", async () => {
    const [header, payload, signature] = (await signStatement(TYPE, PAYLOAD, ec)).split('.');
    const [, , otherSignature] = (await signStatement(TYPE, { other: 1 }, ec)).split('.');
    expect(await codeOf(() => verify([header, b64({ hello: 'you' }), signature].join('.')))).toBe('signature');
    expect(await codeOf(() => verify([header, payload, otherSignature].join('.')))).toBe('signature');
    expect(await codeOf(() => verify([header, payload, ''].join('.')))).toBe('signature');
    const zero = Buffer.alloc(64).toString('base64url'); // r = s = 0, CVE-2022-21449
    expect(await codeOf(() => verify([header, payload, zero].join('.')))).toBe('signature');
  });

  it.each(['', '.', '..', '...', 'a.b', 'a.b.c.d', 'e30.e30.AA', 'bm8.e30.AA', 'W10.e30.AA', '{}.{}.{}'])(
    'in the form %j',
    async (text) => {
      expect(['malformed', 'algorithm']).toContain(await codeOf(() => verify(text)));
      expect(['malformed', 'algorithm']).toContain(await codeOf(() => readStatementHeader(text, TYPE)));
    },
  );

  it('over half a mebibyte, before it is looked into', async () => {
    expect(await codeOf(() => verify('x'.repeat(512 * 1024 + 1)))).toBe('too-large');
  });

  it.each(['[]', '"text"', '1', 'null', 'true', '{', ''])(
    'with the payload %s, which is no object',
    async (payload) => {
      expect(await codeOf(async () => verify(await sign(headerOf(ec), ec, Buffer.from(payload))))).toBe('malformed');
    },
  );

  it('with a payload that is not UTF-8', async () => {
    const shiftJis = Buffer.from([0x7b, 0x22, 0x8c, 0x76, 0x22, 0x3a, 0x31, 0x7d]);
    expect(await codeOf(async () => verify(await sign(headerOf(ec), ec, shiftJis)))).toBe('malformed');
  });

  it('by a certificate whose key has another curve', async () => {
    const keys = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const jws = await signStatement(TYPE, PAYLOAD, ec);
    const certificate = { ...ec.certificate, publicKey: keys.publicKey };
    expect(await codeOf(() => verifyStatement(jws, TYPE, certificate))).toBe('algorithm');
  });

  it('with any one character changed, down to unused bits of the signature', async () => {
    for (const holder of [ec, rsa]) {
      const jws = await signStatement(TYPE, PAYLOAD, { ...holder, chain: [] });
      await fc.assert(
        fc.asyncProperty(fc.nat(jws.length - 1), fc.nat(93), async (at, to) => {
          const outcome = await verify(mutate(jws, at, to), holder).catch((error: unknown) => error);
          expect(outcome).toBeInstanceOf(StatementRefused);
        }),
        { numRuns: 300 },
      );
      const last = jws.slice(0, -1);
      const spellings = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].filter(
        (c) => !jws.endsWith(c),
      );
      for (const c of spellings)
        expect(['signature', 'malformed']).toContain(await codeOf(() => verify(last + c, holder)));
    }
  });

  it('whatever it is, with its own error and no other', async () => {
    const part = fc.oneof(
      fc.string(),
      fc.base64String(),
      fc.json().map((json) => Buffer.from(json).toString('base64url')),
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(part, { maxLength: 5 }).map((parts) => parts.join('.')),
    );
    await fc.assert(
      fc.asyncProperty(text, async (jws) => {
        expect(await verify(jws).catch((error: unknown) => error)).toBeInstanceOf(StatementRefused);
        expect(() => readStatementHeader(jws, TYPE)).toThrow(StatementRefused);
      }),
    );
  });

  it('without its text in the message', async () => {
    const error = await verify(await sign({ ...headerOf(ec), secretmember: 1 })).catch((cause: unknown) => cause);
    expect(String(error)).toBe('StatementRefused: statement refused: header');
  });
});
