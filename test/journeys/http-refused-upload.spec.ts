import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { World } from '../setup/world.js';

const boundary = 'a-boundary-of-this-test';
const megabytes = (count: number): Buffer => Buffer.alloc(count * 1024 * 1024, 'a');

function part(name: string, fileName: string | undefined, content: string | Buffer): Buffer {
  const file = fileName === undefined ? '' : `; filename="${fileName}"`;
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${file}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from('\r\n')]);
}

describe('An upload that is refused before its end', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin();
  });
  afterAll(() => world.end());

  /** Sends the whole upload, whatever is answered meanwhile, then a second request on the same connection. */
  async function statusesOf(path: string, parts: readonly Buffer[]): Promise<number[]> {
    const body = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
    const head = [
      `POST ${path} HTTP/1.1`,
      'host: gateway.example',
      `authorization: Bearer ${await world.a.token()}`,
      `idempotency-key: ${randomUUID()}`,
      `content-type: multipart/form-data; boundary=${boundary}`,
      `content-length: ${body.length}`,
    ].join('\r\n');
    const { hostname, port } = new URL(world.gateway.url);
    const socket = connect(Number(port), hostname);
    let received = '';
    socket.on('data', (chunk: Buffer) => (received += chunk.toString('latin1')));
    socket.write(`${head}\r\n\r\n`);
    socket.write(body);
    socket.write('GET /health/live HTTP/1.1\r\nhost: gateway.example\r\nconnection: close\r\n\r\n');
    await Promise.race([new Promise((resolve) => socket.once('close', resolve)), sleep(10_000, null, { ref: false })]);
    socket.destroy();
    return [...received.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
  }

  it.each<[string, string, Buffer[], number]>([
    [
      'a manifest that is none',
      '/v1/transmissions',
      [part('manifest', undefined, 'x'), part('file', 'f', megabytes(5))],
      422,
    ],
    ['a first part that is no manifest', '/v1/transmissions', [part('file', 'f', megabytes(5))], 400],
    ['more than is checked at once', '/v1/checks', [part('file', 'f', megabytes(12))], 413],
    ['a part that nobody knows', '/v1/checks', [part('other', 'f', megabytes(5))], 400],
  ])('for %s leaves its connection fit for the next request', async (_, path, parts, refusal) => {
    expect(await statusesOf(path, parts)).toEqual([refusal, 200]);
  });
});
