import { createServer, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Receiver } from '../setup/receiver.js';
import { until } from '../setup/until.js';
import { loopbackAllowed, setClockRight, subscribed } from '../setup/webhooks.js';
import { anew, sampleUnit, World } from '../setup/world.js';

const unit = sampleUnit('applicable/202407/2-use-slip');

/** More than a worker has places for. */
const slow = 40;

describe('One client with many slow receivers', () => {
  let world: World;
  let fast: Receiver;
  const waiting: ServerResponse[] = [];
  let called = 0;
  let answers = false;
  const server = createServer((request, response) => {
    request.resume();
    called++;
    if (answers) response.writeHead(204).end();
    else waiting.push(response);
  });

  beforeAll(async () => {
    world = await World.begin({ environment: loopbackAllowed });
    setClockRight(world.gateway);
    fast = await Receiver.begin();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await world.end();
    await fast.end();
    server.closeAllConnections();
    server.close();
  });

  it('keeps nobody else from being told, and is told of everything itself', async () => {
    const kinds = ['transmission-available'];
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    for (let index = 0; index < slow; index++) await subscribed(world, world.k, { url, kinds });
    await world.send(world.a, anew(unit));
    await until(
      () => waiting.length,
      (count) => count >= 16,
    );
    await subscribed(world, world.a, { url: fast.url, kinds });
    await world.send(world.a, anew(unit));
    await fast.told(1);
    const atOnce = waiting.length;
    answers = true;
    for (const response of waiting) response.writeHead(204).end();
    await until(
      () => called,
      (count) => count >= 2 * slow,
    );

    expect(atOnce).toBeLessThan(slow);
  });
});
