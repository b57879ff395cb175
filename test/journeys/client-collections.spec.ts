import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Transmission } from '../../src/client/answers.js';
import { CommandFrame } from '../../src/client/cli/command-frame.js';
import { deliverAll } from '../../src/client/cli/deliver-collected.js';
import { collectMany } from '../../src/client/collect-many.js';
import { enrol } from '../../src/client/enrol.js';
import { GatewayClient } from '../../src/client/gateway-client.js';
import { GatewayProblem, GatewayUnreachable } from '../../src/client/gateway-problem.js';
import { inbox, inImportOrder } from '../../src/client/listings.js';
import { publicUrl } from '../setup/gateway.js';
import { anew, SampleFile, sampleUnit, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');

describe('The reference client collects all that is open in one stream', () => {
  let world: World;
  let office: GatewayClient;
  let into: string;
  /** After how many bytes the answers to come break, one after the other; whole ones follow. */
  let breaks: number[];
  let calls: string[];
  const sent: { id: string; files: SampleFile[] }[] = [];

  beforeAll(async () => {
    world = await World.begin();
    const { body } = await world.api.post<{ code: string }>(`/v1/clients/${world.k.clientId}/enrolment-codes`, {
      caller: world.operator,
    });
    const settings = { clock: () => world.gateway.clock.now(), fetch: breaking, sleep: () => Promise.resolve() };
    calls = [];
    breaks = [];
    office = new GatewayClient(await enrol({ baseUrl: publicUrl, code: body.code, ...settings }), settings);
    for (let n = 0; n < 6; n++) {
      const files = anew(slip);
      sent.push({ id: (await world.send(world.a, files)).body.id, files });
    }
  });
  afterAll(() => world.end());
  beforeEach(() => {
    calls = [];
    breaks = [];
    into = mkdtempSync(join(tmpdir(), 'careplan-collections-'));
  });
  afterEach(() => rmSync(into, { recursive: true }));

  const breaking: typeof globalThis.fetch = async (url, init) => {
    const path = String(url).replace(publicUrl, '');
    calls.push(`${init?.method} ${path.replace(/[0-9a-f-]{36}/, '{id}')}`);
    const answer = await fetch(`${world.gateway.url}${path}`, init);
    const after = path === '/v1/collections' ? breaks.shift() : undefined;
    if (after === undefined) return answer;
    const whole = Buffer.from(await answer.arrayBuffer());
    const body = new ReadableStream({
      pull: (controller) => {
        if (breaks.length % 2 === 0) controller.error(new TypeError('terminated'));
        else controller.close();
      },
      start: (controller) => controller.enqueue(whole.subarray(0, after)),
    });
    return new Response(body, { status: answer.status });
  };

  async function open(): Promise<Transmission[]> {
    const rows: Transmission[] = [];
    for await (const row of inbox(office)) rows.push(row);
    return inImportOrder(rows);
  }

  async function collected(rows: readonly Transmission[]): Promise<string[]> {
    const ids: string[] = [];
    for await (const outcome of collectMany(office, rows)) {
      expect(outcome.error).toBeNull();
      expect(outcome.collected!.files.map(({ bytes }) => Buffer.from(bytes))).toEqual(
        sent.find(({ id }) => id === outcome.transmission.id)!.files.map(({ bytes }) => bytes),
      );
      ids.push(outcome.transmission.id);
    }
    return ids;
  }

  const ids = () => sent.map(({ id }) => id);
  const streams = () => calls.filter((call) => call === 'POST /v1/collections').length;

  it('each verified, in the order of import', async () => {
    expect(await collected(await open())).toEqual(ids());
    expect(streams()).toBe(1);
  });

  it('asks again for what a broken stream did not bring, wherever it broke', async () => {
    const rows = await open();
    breaks = [12_000, 3, 40_000, 100];
    expect(await collected(rows)).toEqual(ids());
    expect(streams()).toBeGreaterThan(2);
  });

  it('gives up when streams bring nothing any more', async () => {
    const rows = await open();
    breaks = [12_000, 0, 0, 0, 0, 0];
    await expect(collected(rows)).rejects.toBeInstanceOf(GatewayUnreachable);
    expect(streams()).toBe(6);
  });

  it('tells of one that was recalled meanwhile, in words, and brings the rest', async () => {
    const { body: late } = await world.send(world.a, anew(slip));
    const rows = await open();
    await world.api.post(`/v1/transmissions/${late.id}/recall`, { caller: world.a, json: {} });
    const outcomes: [string, unknown][] = [];
    for await (const { transmission, error } of collectMany(office, rows)) {
      outcomes.push([transmission.id, error instanceof GatewayProblem ? error.code : error]);
    }
    expect(outcomes).toEqual([...ids().map((id) => [id, null]), [late.id, 'content-gone']]);
  });

  it('writes them all and confirms them in one call; the confirmation that is refused is told', async () => {
    const rows = await open();
    const frame = new CommandFrame({ home: into, lang: 'en' });
    const [first, ...others] = rows;
    // Confirmed from elsewhere, for other content than ours: what we say of it will not be believed.
    await world.gateway.database.query('UPDATE transmissions SET content_sha256 = $1 WHERE id = $2', [
      'A'.repeat(43),
      first!.id,
    ]);
    const deliveries = await deliverAll(frame, office, rows, { into, confirm: true });
    expect(deliveries.map(({ id, exitCode }) => [id, exitCode])).toEqual([
      [first!.id, 1],
      ...others.map(({ id }) => [id, 0]),
    ]);
    expect(deliveries[1]!.outcome).toMatchObject({ sender: world.a.officeNumber, confirmed: true });
    expect(deliveries[1]!.lines.join('\n')).toMatch(/^✓ ← [^]*\.CSV\n {2}confirmed$/);
    expect(deliveries[0]!.lines[0]).toBe(`✗ ${first!.id}`);
    expect(calls.filter((call) => call === 'POST /v1/confirmations')).toHaveLength(1);
    expect(calls.filter((call) => call === 'POST /v1/transmissions/{id}/confirmation')).toHaveLength(1);
    for (const { name, bytes } of sent.flatMap(({ files }) => files)) {
      expect(readFileSync(join(into, name)).equals(bytes)).toBe(true);
    }
    expect(readdirSync(into)).toHaveLength(sent.flatMap(({ files }) => files).length);
    expect((await open()).map(({ id }) => id)).toEqual([first!.id]);
  });
});
