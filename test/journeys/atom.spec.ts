import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseAtomFeed } from 'feedsmith';
import { RelaxNGValidator, XmlDocument } from 'libxml2-wasm';
import { TestCaller } from '../setup/caller.js';
import { publicUrl } from '../setup/gateway.js';
import { until } from '../setup/until.js';
import { subscribed } from '../setup/webhooks.js';
import { anew, sampleUnit, World } from '../setup/world.js';

const unit = sampleUnit('applicable/202407/2-use-slip');
const schema = join(import.meta.dirname, '../fixtures/atom/rfc4287.rng');

/** Throws, naming the place, when it is not as RFC 4287 has it. */
function requireValid(text: string): void {
  const grammar = XmlDocument.fromBuffer(readFileSync(schema));
  const validator = RelaxNGValidator.fromDoc(grammar);
  const document = XmlDocument.fromString(text);
  try {
    validator.validate(document);
  } finally {
    document.dispose();
    validator.dispose();
    grammar.dispose();
  }
}

describe('a feed', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin();
  });
  afterAll(() => world.end());

  async function feedOf(caller: TestCaller, id: string): Promise<string> {
    const { body } = await world.api.get<{ feed: string }>(`/v1/subscriptions/${id}/secret`, { caller });
    return body.feed;
  }
  const atom = (caller: TestCaller, more: object = {}) => subscribed(world, caller, { channel: 'atom', ...more });
  const fetchFeed = async (address: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(address.replace(publicUrl, world.gateway.url), { headers });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };

  it('is valid Atom, whatever the offices are called, and any reader reads who sent to whom', async () => {
    await world.importOffice('1370000011', 'K<b>&"事業所"\u0001 \u202e]]>𝒳🏠');
    const { id } = await atom(world.k, { kinds: ['transmission-available', 'transmission-collected'] });
    const address = await feedOf(world.k, id);
    requireValid((await fetchFeed(address)).text);
    const sent = await world.send(world.a, anew(unit));
    await world.collect(world.k, sent.body.id);

    const { text, headers } = await until(
      () => fetchFeed(address),
      (answer) => answer.text.split('<entry>').length === 3,
    );

    requireValid(text);
    expect(headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    const feed = parseAtomFeed(text);
    expect(feed.entries?.map(({ title }) => title?.value)).toEqual([
      '電文の受信: A事業所 → K<b>&"事業所" ]]>𝒳🏠',
      '電文の到着: A事業所 → K<b>&"事業所" ]]>𝒳🏠',
    ]);
    expect(feed.links?.find(({ rel }) => rel === 'self')?.href).toBe(address);
    expect(new Set(feed.entries?.map((entry) => entry.id)).size).toBe(2);
    await world.importOffice('1370000011', 'K事業所');
  });

  it('is refused by the rules when an entry lacks what it must have', async () => {
    const { id } = await atom(world.k);
    const { text } = await until(
      async () => fetchFeed(await feedOf(world.k, id)),
      (answer) => answer.text.includes('<entry>'),
    );
    expect(() => requireValid(text.replace(/<updated>[^<]*<\/updated>\s*<\/entry>/, '</entry>'))).toThrow();
    expect(() => requireValid(text.replace('<id>urn:uuid:', '<id>no uri '))).toThrow();
  });

  it('is the same again for who has it: 304', async () => {
    const { id } = await atom(world.k, { kinds: ['transmission-recalled'] });
    const address = await feedOf(world.k, id);
    const first = await fetchFeed(address);
    const again = await fetchFeed(address, { 'if-none-match': first.headers.get('etag') ?? '' });
    expect([first.status, again.status, again.text]).toEqual([200, 304, '']);
  });

  it('ends at its old address when the secret is renewed, and altogether when it is deleted', async () => {
    const { id } = await atom(world.k);
    const before = await feedOf(world.k, id);
    await world.api.post(`/v1/subscriptions/${id}/secret`, { caller: world.k });
    const after = await feedOf(world.k, id);

    expect(after).not.toBe(before);
    expect([(await fetchFeed(before)).status, (await fetchFeed(after)).status]).toEqual([404, 200]);
    await world.api.delete(`/v1/subscriptions/${id}`, { caller: world.k });
    const [gone, never] = [await fetchFeed(after), await fetchFeed(`${publicUrl}/v1/feeds/never/inbox.atom`)];
    expect([gone.status, never.status]).toEqual([404, 404]);
    const told = ({ text }: { text: string }) => ({ ...(JSON.parse(text) as object), requestId: '' });
    expect(told(gone)).toEqual(told(never));
  });

  it('holds nothing of other offices, and nothing for a carrier whose mandate does not stand', async () => {
    const relay = await world.carrier('relay', '伝送代行 R');
    const mandate = await world.mandate(relay, world.k);
    const strange = await world.office('1379000001', '無関係の事業所');
    const [ofRelay, ofStranger] = await Promise.all(
      [relay, strange].map(async (caller) =>
        feedOf(caller, (await atom(caller, { kinds: ['transmission-available'] })).id),
      ),
    );
    await world.send(world.a, anew(unit));
    await until(
      () => fetchFeed(ofRelay!),
      ({ text }) => text.includes('<entry>'),
    );
    expect((await fetchFeed(ofStranger!)).text).not.toContain('<entry>');
    await world.api.post(`/v1/mandates/${mandate.id}/suspension`, { caller: world.k, json: {} });
    expect((await fetchFeed(ofRelay!)).text).not.toContain('<entry>');
  });

  it('leaves its secret in no record of access', async () => {
    const { id } = await atom(world.k);
    const address = await feedOf(world.k, id);
    await fetchFeed(address);
    await sleep(100);
    const secret = /feeds\/([^/]+)\//.exec(address)![1]!;
    const rows = await world.gateway.database.query<object[]>(
      `SELECT * FROM access_records WHERE operation LIKE '%feeds%' ORDER BY at`,
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(secret);
    const [stored] = await world.gateway.database.query<{ text: string }[]>(
      'SELECT s::text AS text FROM subscriptions s WHERE id = $1',
      [id],
    );
    expect(stored!.text).not.toContain(Buffer.from(secret).toString('hex'));
  });
});
