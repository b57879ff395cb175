import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Answer } from '../setup/api.js';
import { sampleUnit, TransmissionBody, World } from '../setup/world.js';

describe('What cannot be recorded is not answered: while no access record can be stored,', () => {
  let world: World;
  let sent: TransmissionBody;

  beforeAll(async () => {
    world = await World.begin();
    ({ body: sent } = await world.send(world.a, sampleUnit('applicable/202407/2-use-slip')));
    await Promise.all([world.operator.token(), world.a.token(), world.k.token()]);
    await world.gateway.database.query('ALTER TABLE access_records RENAME TO access_records_away');
  });
  afterAll(() => world.end());

  it.each<[string, () => Promise<Answer>]>([
    ['a list', () => world.api.get('/v1/outbox', { caller: world.a })],
    ['an office', () => world.api.get(`/v1/offices/${world.k.officeNumber}`, { caller: world.a })],
    ['sealed content', () => world.api.get(`/v1/transmissions/${sent.id}/content`, { caller: world.k })],
    ['a refusal', () => world.api.get('/v1/offices/0000000000', { caller: world.a })],
    ['a refusal for want of a token', () => world.api.get('/v1/inbox')],
    [
      'a path that names nothing',
      () => world.api.raw('GET /v1/offices/%ZZ HTTP/1.1\r\nhost: g\r\nconnection: close\r\n\r\n'),
    ],
    ['bytes that are no request', () => world.api.raw('GET /v1/inbox SIP/2.0\r\n\r\n')],
  ])('%s is withheld with 503, and nothing of it leaks', async (_, ask) => {
    const { status, headers, body, bytes } = await ask();

    expect(status).toBe(503);
    expect(Object.keys(body).sort()).toEqual(['detail', 'hop', 'requestId', 'status', 'title', 'type']);
    expect(body['type']).toBe('urn:careplan:problem:unavailable');
    expect(headers['retry-after']).toBe('5');
    expect(headers).not.toHaveProperty('repr-digest');
    expect(headers).not.toHaveProperty('www-authenticate');
    for (const secret of [sent.id, world.k.officeNumber, 'K事業所', 'access_records']) {
      expect(bytes.toString()).not.toContain(secret);
    }
  });

  it('a client just registered is withheld, and told when the request is repeated', async () => {
    const register = () =>
      world.api.post('/v1/clients', {
        caller: world.operator,
        headers: { 'idempotency-key': 'once' },
        json: { kind: 'relay', name: '伝送代行' },
      });
    const withheld = await register();
    expect(withheld.status).toBe(503);
    expect(withheld.headers).not.toHaveProperty('location');
    expect(withheld.bytes.toString()).not.toContain('伝送代行');

    await world.gateway.database.query('ALTER TABLE access_records_away RENAME TO access_records');
    const told = await register();
    expect(told.status).toBe(201);
    expect(told.headers['idempotency-replayed']).toBe('true');
    const clients = await world.gateway.database.query<object[]>(`SELECT id FROM clients WHERE name = '伝送代行'`);
    expect(clients).toEqual([{ id: told.body['id'] }]);
  });

  it('and the gateway answers again as soon as it can record', async () => {
    const { status } = await world.api.get('/v1/inbox', { caller: world.k });
    expect(status).toBe(200);
  });
});
