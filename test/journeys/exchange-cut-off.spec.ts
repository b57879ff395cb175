import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anew, SampleFile, sampleUnit, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const boundary = 'a-boundary-of-this-test';

interface Access {
  readonly status: number;
  readonly operation: string;
  readonly client_id: string;
}

describe('An upload whose connection breaks leaves nothing but one access record', () => {
  let world: World;
  let files: SampleFile[];
  let body: string;

  beforeAll(async () => {
    world = await World.begin();
    files = anew(slip);
    const field = (rest: string, content: string): string =>
      `--${boundary}\r\ncontent-disposition: form-data; ${rest}\r\n\r\n${content}\r\n`;
    body = [
      field('name="manifest"', await world.manifest(world.a, files)),
      ...files.map((file) => field(`name="file"; filename="${file.name}"`, file.bytes.toString('latin1'))),
      `--${boundary}--\r\n`,
    ].join('');
  });
  afterAll(() => world.end());

  async function head(more: string): Promise<string> {
    return [
      'POST /v1/transmissions HTTP/1.1',
      'host: gateway.example',
      `authorization: Bearer ${await world.a.token()}`,
      `idempotency-key: ${randomUUID()}`,
      `content-type: multipart/form-data; boundary=${boundary}`,
      `${more}\r\n\r\n`,
    ].join('\r\n');
  }

  /** Sends these bytes, lets the gateway read them, and breaks the connection. */
  async function breakAfter(bytes: string): Promise<void> {
    const { hostname, port } = new URL(world.gateway.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    await new Promise<void>((resolve) => socket.write(bytes, 'latin1', () => resolve()));
    await sleep(150);
    socket.destroy();
  }

  async function accessSince(id: string): Promise<Access[]> {
    return world.gateway.database.query(
      'SELECT status, operation, client_id FROM access_records WHERE id > $1 ORDER BY id',
      [id],
    );
  }

  /** The records that came of it: the first, and whatever else would follow within a moment. */
  async function recordsOf(work: () => Promise<void>): Promise<Access[]> {
    const [{ last }] = await world.gateway.database.query<[{ last: string }]>(
      'SELECT coalesce(max(id), 0) AS last FROM access_records',
    );
    await work();
    for (let attempt = 0; attempt < 100 && (await accessSince(last)).length === 0; attempt++) await sleep(20);
    await sleep(100);
    return accessSince(last);
  }

  it.each<[string, (text: string) => number]>([
    ['within the manifest', (text) => text.indexOf('eyJ') + 100],
    ['between manifest and files', (text) => text.indexOf('name="file"') - 20],
    ['within the first file', (text) => text.indexOf('.CSV"') + 40],
    ['before the last boundary', (text) => text.lastIndexOf(`--${boundary}--`)],
  ])('%s', async (_, where) => {
    await world.a.token();
    const before = await world.kept();
    const records = await recordsOf(async () => {
      await breakAfter(
        (await head(`content-length: ${Buffer.byteLength(body, 'latin1')}`)) + body.slice(0, where(body)),
      );
    });

    expect(records).toEqual([{ status: 499, operation: 'POST /v1/transmissions', client_id: world.a.clientId }]);
    expect(await world.kept()).toEqual(before);
  });

  it('also when it was sent in chunks without a length', async () => {
    await world.a.token();
    const before = await world.kept();
    const half = body.slice(0, body.indexOf('.CSV"') + 40);
    const records = await recordsOf(async () => {
      await breakAfter(`${await head('transfer-encoding: chunked')}${half.length.toString(16)}\r\n${half}\r\n`);
    });

    expect(records.map(({ status }) => status)).toEqual([499]);
    expect(await world.kept()).toEqual(before);
  });

  it('and takes the same unit when it arrives whole afterwards', async () => {
    expect((await world.send(world.a, files)).status).toBe(201);
  });
});
