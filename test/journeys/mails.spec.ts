import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { TestCaller } from '../setup/caller.js';
import { publicUrl, startGateway, TestGateway } from '../setup/gateway.js';
import { linkIn, MailServer } from '../setup/mail-server.js';
import { until } from '../setup/until.js';
import { subscribe, subscribed, SubscriptionBody } from '../setup/webhooks.js';
import { anew, sampleUnit, World } from '../setup/world.js';

const unit = sampleUnit('applicable/202407/2-use-slip');
const minute = 60;
const hour = 60 * minute;

describe('mails', () => {
  let world: World;
  let beside: TestGateway;
  let server: MailServer;

  beforeAll(async () => {
    server = await MailServer.begin();
    world = await World.begin({ environment: server.environment });
    // Two workers, of which one is to send each mail.
    beside = await startGateway({ beside: world.gateway, environment: server.environment });
  });
  afterAll(async () => {
    await beside.close();
    await world.end();
    await server.end();
  });
  afterEach(async () => {
    server.refusal = null;
    server.refusalOfSender = null;
    const { body } = await world.api.get<{ subscriptions: SubscriptionBody[] }>('/v1/subscriptions', {
      caller: world.k,
    });
    for (const { id } of body.subscriptions) await world.api.delete(`/v1/subscriptions/${id}`, { caller: world.k });
    server.mails.length = 0;
  });

  const click = (link: string, method = 'POST', body?: URLSearchParams | FormData) =>
    fetch(link.replace(publicUrl, world.gateway.url), { method, ...(body && { body }) });
  const mails = (count: number) =>
    until(
      () => server.mails,
      (all) => all.length >= count,
    );
  const find = async (id: string, caller: TestCaller = world.k) =>
    (await world.api.get<SubscriptionBody>(`/v1/subscriptions/${id}`, { caller })).body;
  const send = () => world.send(world.a, anew(unit));

  /** Subscribed and agreed to. */
  async function agreed(more: Record<string, unknown> = {}): Promise<string> {
    const json = { channel: 'mail', address: 'k@office.example', kinds: ['transmission-available'], ...more };
    const { id } = await subscribed(world, world.k, json);
    const [asking] = await mails(1);
    await click(linkIn(asking, 'confirmation'));
    server.mails.length = 0;
    return id;
  }

  it('go out only after whoever reads them has agreed; a look at the link is no consent', async () => {
    const { id, state } = await subscribed(world, world.k, { channel: 'mail', address: 'k@office.example' });
    await send();
    const [asking] = await mails(1);
    const link = linkIn(asking, 'confirmation');
    const looked = await click(link, 'GET');
    const page = await looked.text();

    expect(state).toBe('unconfirmed');
    expect(asking!.to).toMatchObject({ text: 'k@office.example' });
    expect(page).toContain('<form method="post">');
    expect(looked.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await find(id)).toMatchObject({ state: 'unconfirmed' });
    expect((await click(link)).status).toBe(200);
    expect(await find(id)).toMatchObject({ state: 'active' });
    expect((await click(link)).status).toBe(200);
    await sleep(600);
    expect(server.mails).toHaveLength(1);
  });

  it('cannot be agreed to after a week, nor by a link that is none', async () => {
    const { id } = await subscribed(world, world.k, { channel: 'mail', address: 'k@office.example' });
    const [asking] = await mails(1);
    world.gateway.clock.advance(7 * 24 * hour + 1);

    expect((await click(linkIn(asking, 'confirmation'))).status).toBe(404);
    expect((await click(`${publicUrl}/v1/mail/never/confirmation`)).status).toBe(404);
    expect(await find(id)).toMatchObject({ state: 'unconfirmed' });
  });

  it('tell offices and numbers and nothing else, many at once in one, with the way to stop them', async () => {
    await world.importOffice('1371215102', 'A事業所\r\nBcc: everybody@example.com\u202e');
    await agreed();
    for (let n = 0; n < 3; n++) await send();
    await mails(1);
    world.gateway.clock.advance(5 * minute);
    await until(
      () =>
        server.mails.flatMap(({ text }) => [...(text ?? '').matchAll(/: (\d)件/g)].map(([, count]) => Number(count))),
      (counts) => counts.reduce((sum, count) => sum + count, 0) === 3,
    );
    await sleep(600);
    expect(server.mails.length).toBeLessThanOrEqual(2);

    const mail = server.mails[0]!;
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.bcc).toBeUndefined();
    expect(mail.subject).toMatch(/^【ケアプラン連携】新しい通知が[123]件あります$/);
    expect(mail.text).toMatch(
      /^■ K事業所 \(1370000011\)\n {2}電文の到着 - A事業所 Bcc: everybody@example\.com \(1371215102\): \d件\n/,
    );
    expect(mail.headers.get('list')).toMatchObject({ unsubscribe: { url: linkIn(mail, 'stop') } });
    await world.importOffice('1371215102', 'A事業所');
  });

  it('come once a day when that is wished, at the hour of Japan, and in English', async () => {
    const id = await agreed({ mode: 'daily', hour: 9, language: 'en' });
    await send();
    await send();
    const waiting = await until(
      () =>
        world.gateway.database.query<{ due_at: Date }[]>('SELECT due_at FROM deliveries WHERE subscription_id = $1', [
          id,
        ]),
      (rows) => rows.length === 2,
    );
    const due = waiting[0]?.due_at;
    expect(server.mails).toEqual([]);
    expect(due!.toISOString()).toMatch(/T00:00:00\.000Z$/);
    world.gateway.clock.advance((due!.getTime() - world.gateway.clock.now().getTime()) / 1000 + 1);
    const [mail] = await mails(1);

    expect(mail!.subject).toBe('[Care-plan Gateway] 2 new notifications');
    expect(mail!.text).toContain('Arrived - A事業所 (1371215102): 2\n');
  });

  it.each([
    ['as mail clients do', new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })],
    ['in a form of parts', formOf({ 'List-Unsubscribe': 'One-Click' })],
    ['by the button', undefined],
  ])('are stopped with one click, %s', async (_, body) => {
    const id = await agreed();
    await send();
    const [mail] = await mails(1);
    const looked = await click(linkIn(mail, 'stop'), 'GET');
    const before = await find(id);
    const stopped = await click(linkIn(mail, 'stop'), 'POST', body);
    world.gateway.clock.advance(hour);
    await send();
    await sleep(600);

    expect([looked.status, before.state, stopped.status]).toEqual([200, 'active', 200]);
    expect(await find(id)).toMatchObject({ state: 'disabled', disabledBecause: 'stopped' });
    expect(server.mails).toHaveLength(1);
    const again = await world.api.post(`/v1/subscriptions/${id}/activation`, { caller: world.k });
    expect(again.status).toBe(409);
  });

  it('are tried again when the server asks for it, as the same mail', async () => {
    const id = await agreed();
    server.refusal = { code: 451, text: 'greylisted' };
    await send();
    await until(
      () => find(id),
      ({ failures }) => failures === 1,
    );
    server.refusal = null;
    world.gateway.clock.advance(minute);
    const [mail] = await mails(1);
    await sleep(500);

    expect(server.mails).toHaveLength(1);
    expect(mail!.messageId).toMatch(new RegExp(`^<${id}\\.[0-9a-f-]{36}@gateway\\.example>$`));
    expect(await find(id)).toMatchObject({ state: 'active', failures: 0 });
  });

  it('end when the address is refused for good three times', async () => {
    const id = await agreed();
    server.refusal = { code: 550, text: 'no such user' };
    await send();
    for (let refused = 1; refused < 3; refused++) {
      await until(
        () => find(id),
        ({ failures }) => failures === refused,
      );
      world.gateway.clock.advance(hour);
    }
    await until(
      () => find(id),
      ({ state }) => state === 'disabled',
    );

    expect(await find(id)).toMatchObject({ disabledBecause: 'bounced' });
  });

  it('go on to an address that nobody refused: only the sender was', async () => {
    const id = await agreed();
    server.refusalOfSender = { code: 550, text: 'not relayed for you' };
    await send();
    for (let refused = 1; refused <= 3; refused++) {
      await until(
        () => find(id),
        ({ failures }) => failures === refused,
      );
      world.gateway.clock.advance(hour);
    }
    server.refusalOfSender = null;
    await mails(1);

    expect((await find(id)).state).toBe('active');
  });

  it('are stopped for good by whoever reads them, whatever disabled them before', async () => {
    const id = await agreed();
    await send();
    const [mail] = await mails(1);
    await world.gateway.database.query(
      `UPDATE subscriptions SET state = 'disabled', disabled_because = 'bounced' WHERE id = $1`,
      [id],
    );
    expect((await click(linkIn(mail, 'stop'))).status).toBe(200);

    expect(await find(id)).toMatchObject({ state: 'disabled', disabledBecause: 'stopped' });
    const again = await world.api.post(`/v1/subscriptions/${id}/activation`, { caller: world.k });
    expect(again.status).toBe(409);
  });

  it('leave no address behind with the subscription, and the request that made it is still answered in full', async () => {
    const call = {
      caller: world.k,
      headers: { 'idempotency-key': 'mail-once' },
      json: { channel: 'mail', address: 'secret@office.example' },
    };
    const first = await world.api.post<SubscriptionBody>('/v1/subscriptions', call);
    const again = await world.api.post<SubscriptionBody>('/v1/subscriptions', call);
    await world.api.delete(`/v1/subscriptions/${first.body.id}`, { caller: world.k });
    const kept = await world.gateway.database.query<{ found: boolean }[]>(
      `SELECT EXISTS (SELECT FROM idempotency_records r WHERE r::text LIKE '%secret@office%')
         OR EXISTS (SELECT FROM subscriptions s WHERE s::text LIKE '%secret@office%') AS found`,
    );

    expect(first.body).toMatchObject({ address: 'secret@office.example' });
    expect(again.body).toEqual(first.body);
    expect(kept).toEqual([{ found: false }]);
  });

  it('are refused to what is no address, and where there is no mail server', async () => {
    for (const address of ['nobody', 'a@b', 'a b@c.example', 'a@c.example\r\nBcc: x@y.example', '"a"@c.example']) {
      expect([address, (await subscribe(world, world.k, { channel: 'mail', address })).status]).toEqual([address, 400]);
    }
    const without = await World.begin();
    const { body } = await subscribe(without, without.k, { channel: 'mail', address: 'k@office.example' });
    expect(body.type).toBe('urn:careplan:problem:channel-not-offered');
    await without.end();
  });
});

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}
