import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jwtBearer } from '../setup/caller.js';
import { World } from '../setup/world.js';

const path = '/v1/oauth/token';

describe('A request for a token', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin();
  });
  afterAll(() => world.end());

  const form = async (changes: Record<string, string> = {}): Promise<Record<string, string>> => ({
    grant_type: 'client_credentials',
    client_assertion_type: jwtBearer,
    client_assertion: await world.a.assertion(),
    ...changes,
  });
  const spent = async (): Promise<number> =>
    Number((await world.gateway.database.query<{ n: string }[]>('SELECT count(*) AS n FROM used_tokens'))[0]!.n);

  it('may hold parameters that only other servers know (RFC 6749 section 3.2)', async () => {
    const { status } = await world.api.post(path, { form: await form({ scope: 'all', client_id: world.a.clientId }) });
    expect(status).toBe(200);
  });

  it.each<[string, Record<string, string>]>([
    ['another grant', { grant_type: 'authorization_code' }],
    ['a password', { grant_type: 'password', username: 'x', password: 'y' }],
    [
      'another kind of assertion',
      { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer' },
    ],
  ])('is refused for %s', async (_, changes) => {
    const before = await spent();
    const { status, body } = await world.api.post(path, { form: await form(changes) });
    expect(status).toBe(400);
    expect(body).toMatchObject({ type: 'urn:careplan:problem:grant-unsupported', error: 'unsupported_grant_type' });
    expect(await spent()).toBe(before);
  });

  it.each(['grant_type', 'client_assertion_type', 'client_assertion'])('is refused without %s', async (missing) => {
    const rest = Object.entries(await form()).filter(([name]) => name !== missing);
    const { status, body } = await world.api.post(path, { form: Object.fromEntries(rest) });
    expect(status).toBe(400);
    expect(body).toMatchObject({ type: 'urn:careplan:problem:request-invalid', errors: [{ pointer: `/${missing}` }] });
  });

  it('is refused with a parameter given twice', async () => {
    const content = `grant_type=client_credentials&${new URLSearchParams(await form()).toString()}`;
    const before = await spent();
    const { status, body } = await world.api.post(path, {
      body: { type: 'application/x-www-form-urlencoded', content },
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ pointer: '/grant_type' }] });
    expect(await spent()).toBe(before);
  });

  it('is refused with an assertion longer than any honest one', async () => {
    const { status, body } = await world.api.post(path, { form: await form({ client_assertion: 'A'.repeat(8193) }) });
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ pointer: '/client_assertion' }] });
  });

  it('is refused in JSON: OAuth speaks forms', async () => {
    const before = await spent();
    const { status, body } = await world.api.post(path, { json: await form() });
    expect(status).toBe(415);
    expect(body).toMatchObject({ type: 'urn:careplan:problem:unsupported-media-type' });
    expect(await spent()).toBe(before);
  });

  it('is refused without a body', async () => {
    const { status, body } = await world.api.post(path);
    expect(status).toBe(400);
    expect(body).toMatchObject({ type: 'urn:careplan:problem:request-invalid' });
  });
});
