import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { collect } from '../../src/client/collect.js';
import { enrol } from '../../src/client/enrol.js';
import { GatewayClient } from '../../src/client/gateway-client.js';
import { closeNotice, giveNotice, Notice, noticePages, noticesOf, readNotice } from '../../src/client/notices.js';
import { send } from '../../src/client/send.js';
import { publicUrl } from '../setup/gateway.js';
import { anew, careManager, sampleUnit, serviceOffice, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');

describe('The reference client says what it has to say', () => {
  let world: World;
  let a: GatewayClient;
  let k: GatewayClient;

  beforeAll(async () => {
    world = await World.begin();
    const settings = {
      clock: () => world.gateway.clock.now(),
      fetch: ((url: string, init?: RequestInit) =>
        fetch(url.replace(publicUrl, world.gateway.url), init)) as typeof globalThis.fetch,
    };
    const terminal = async (name: string, number: string) =>
      new GatewayClient(
        await enrol({ baseUrl: publicUrl, code: await world.codeFor(name, number), ...settings }),
        settings,
      );
    a = await terminal('A事業所', careManager);
    k = await terminal('K事業所', serviceOffice);
  });
  afterAll(() => world.end());

  it('in a message with a send, which arrives as it was signed', async () => {
    const message = '3月分の訂正です。\n差し替えをお願いします。';
    const { transmission } = await send(a, { files: anew(slip), destination: serviceOffice, message });
    expect(transmission.hasMessage).toBe(true);
    expect((await collect(k, transmission.id)).message).toBe(message);
  });

  it('in notices, which the other side lists, reads and closes', async () => {
    const { transmission } = await send(a, { files: anew(slip), destination: serviceOffice });
    await collect(k, transmission.id);
    const given = await giveNotice(k, transmission.id, {
      kind: 'defect',
      cells: [{ file: null, row: null, column: null, reason: 'out-of-order' }],
      text: '先月分が届いていません。',
    });
    const listed: Notice[] = [];
    for await (const { notices } of noticePages(a, { state: 'open', kind: 'defect' })) listed.push(...notices);
    expect(listed).toEqual([given]);
    const { notice, text } = await readNotice(a, given.id);
    expect(text).toBe('先月分が届いていません。');
    expect(notice.readAt).not.toBeNull();
    expect((await readNotice(k, given.id)).text).toBe(text);
    expect(await closeNotice(a, given.id, 'declined')).toMatchObject({ state: 'closed', closedBy: 'sender' });
    expect(await noticesOf(k, transmission.id)).toMatchObject([{ id: given.id, state: 'closed' }]);
  });
});
