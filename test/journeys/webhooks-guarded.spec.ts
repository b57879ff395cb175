import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, Server } from 'node:net';
import { AddressInfo } from 'node:net';
import { DueStore } from '../../src/notification/subscriptions/due.store.js';
import { QueueDue } from '../../src/notification/subscriptions/queue-due.js';
import { AddressGuard } from '../../src/notification/webhook/address-guard.js';
import { CallReceiver } from '../../src/notification/webhook/call-receiver.js';
import { startGateway } from '../setup/gateway.js';
import { Receiver } from '../setup/receiver.js';
import { until } from '../setup/until.js';
import { loopbackAllowed, subscribe, subscribed } from '../setup/webhooks.js';
import { anew, sampleUnit, World } from '../setup/world.js';

const unit = sampleUnit('applicable/202407/2-use-slip');
const signed = { 'webhook-id': 'x', 'webhook-timestamp': '1', 'webhook-signature': 'v1,x' };

describe('what stands behind the gateway', () => {
  let world: World;
  let inner: Server;
  let port: number;
  let connections = 0;

  beforeAll(async () => {
    world = await World.begin();
    inner = createServer((socket) => {
      connections++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => inner.listen(0, resolve));
    port = (inner.address() as AddressInfo).port;
  });
  afterAll(async () => {
    inner.close();
    await world.end();
  });

  it('cannot be subscribed to', async () => {
    for (const host of ['127.0.0.1', '[::1]', '169.254.169.254', '2130706433', '[::ffff:7f00:1]']) {
      const { status, body } = await subscribe(world, world.k, { url: `https://${host}:${port}/` });
      expect([host, status, body.reason]).toEqual([host, 422, 'not-public']);
    }
  });

  it('is not reached by a name either, whatever it says at one look and the next', async () => {
    const guard = world.gateway.app.get(AddressGuard, { strict: false });
    const receivers = world.gateway.app.get(CallReceiver, { strict: false });
    const answers = [['127.0.0.1'], ['8.8.8.8', '127.0.0.1'], ['::1'], ['::ffff:127.0.0.1']];
    for (const answer of answers) {
      guard.resolve = () => Promise.resolve(answer);
      for (const scheme of ['https', 'http']) {
        const call = await receivers.run(`${scheme}://rebinding.example:${port}/`, '{}', signed);
        expect([answer, call.outcome]).toEqual([answer, 'address-refused']);
      }
    }
    guard.resolve = () => Promise.reject(new Error('the resolver is away'));
    expect((await receivers.run(`https://rebinding.example:${port}/`, '{}', signed)).outcome).toBe('address-refused');
    expect((await receivers.run(`http://127.0.0.1:${port}/`, '{}', signed)).outcome).toBe('address-refused');
    expect(connections).toBe(0);
  });
});

describe('a queue that has forgotten a webhook', () => {
  it('delays it, and loses nothing', async () => {
    const receiver = await Receiver.begin();
    const world = await World.begin({ environment: loopbackAllowed });
    const { app, clock } = world.gateway;
    await app.get(QueueDue, { strict: false }).onModuleDestroy();
    await subscribed(world, world.k, { url: receiver.url, kinds: ['transmission-available'] });
    await world.send(world.a, anew(unit));
    // Put into the queue, as far as the database knows; and gone.
    const due = app.get(DueStore, { strict: false });
    await until(
      () => due.take(clock.now(), 10, ['webhook']),
      (taken) => taken.length === 1,
    );
    const beside = await startGateway({ beside: world.gateway, environment: loopbackAllowed });

    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(receiver.received).toEqual([]);
    clock.advance(61);
    await receiver.told(1);

    await beside.close();
    await world.end();
    await receiver.end();
  });
});
