import { beforeAll, describe, expect, test } from '@jest/globals';
import { createIssuingAuthority } from '../sealing/authority.js';
import { clientOf, makeParties, NOW, Parties } from './parties.fixture.js';
import { answer, inTurn, problem, Reaction, scriptedFetch, withTokens } from './scripted-fetch.fixture.js';

let parties: Parties;

beforeAll(async () => {
  parties = await makeParties();
});

function clientWith(react: Reaction) {
  const { fetch, requests } = scriptedFetch(withTokens(react));
  let now = NOW;
  const client = clientOf(parties.sender, { fetch, clock: () => now });
  const tokenRequests = () => requests.filter(({ path }) => path === '/v1/oauth/token').length;
  const calls = () => requests.filter(({ path }) => path !== '/v1/oauth/token');
  const wait = (seconds: number) => (now = new Date(now.getTime() + seconds * 1000));
  return { client, calls, tokenRequests, wait };
}

describe('a gateway client', () => {
  test('signs with the authorities above its certificate, and not with all that it knows', async () => {
    const { root, issuing } = parties.trust;
    const former = await createIssuingAuthority(root, { name: 'Former', now: NOW, years: 5 });
    const intermediates = [former.certificate, issuing.certificate];
    const { chain } = clientOf({ ...parties.sender, intermediates }).signer;
    expect(chain).toEqual([issuing.certificate.pem, root.certificate.pem]);
    const ownChain = [former.certificate];
    expect(clientOf({ ...parties.sender, ownChain }).signer.chain).toEqual([former.certificate.pem]);
  });

  test('shows its token with every call, and asks for it once however many start together', async () => {
    const { client, calls, tokenRequests } = clientWith(() => answer({}));
    await Promise.all([client.get('/v1/a'), client.get('/v1/b'), client.get('/v1/c')]);
    expect(tokenRequests()).toBe(1);
    expect(calls().map(({ headers }) => headers.get('authorization'))).toEqual(Array(3).fill('Bearer token-1'));
  });

  test('renews its token half a minute before it expires', async () => {
    const { client, tokenRequests, wait } = clientWith(() => answer({}));
    await client.get('/v1/a');
    wait(269);
    await client.get('/v1/a');
    expect(tokenRequests()).toBe(1);
    wait(1);
    await client.get('/v1/a');
    expect(tokenRequests()).toBe(2);
  });

  test('gets another token when the gateway does not take the one it has, once', async () => {
    const refused = () => problem('authentication-required', 401);
    const { client, calls } = clientWith(inTurn(refused, () => answer({ ok: true })));
    expect(await client.get('/v1/a')).toEqual({ ok: true });
    expect(calls().map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer token-1', 'Bearer token-2']);

    const always = clientWith(refused);
    await expect(always.client.get('/v1/a')).rejects.toMatchObject({ code: 'authentication-required' });
    expect(always.calls()).toHaveLength(2);
  });

  test('repeats a creating call under the same Idempotency-Key, and gives every call its own', async () => {
    const { client, calls } = clientWith(
      inTurn(
        () => new TypeError('fetch failed'),
        () => problem('unavailable', 503),
        () => answer({}),
      ),
    );
    await client.create('/v1/clients', { json: {} });
    await client.create('/v1/clients', { json: {} });
    const keys = calls().map(({ headers }) => headers.get('idempotency-key'));
    expect(keys).toHaveLength(4);
    expect(new Set(keys.slice(0, 3)).size).toBe(1);
    expect(keys[3]).not.toBe(keys[0]);
  });

  test('says by its kind that it acts for no office', () => {
    const operator = clientOf({ ...parties.sender, officeNumber: null });
    expect(() => operator.officeNumber).toThrow(RangeError);
  });
});
