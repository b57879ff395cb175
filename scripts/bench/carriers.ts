import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { enrol } from '../../src/client/enrol.js';
import { GatewayClient } from '../../src/client/gateway-client.js';
import { send } from '../../src/client/send.js';
import { signClientAssertion } from '../../src/sealing/access-token.js';
import { bringUpEmbedded } from '../embedded/environment.js';
import { freePort } from '../embedded/loopback.js';
import { CarrierWorld, carrierWith } from './carrier-world.js';
import { timingOf } from './percentile.js';
import { startServer } from './server-process.js';
import { addressed, sequenceAt, useSlipOf } from './use-slip-unit.js';

/**
 * Whether a relay with thousands of offices pays for their number: the same request of a relay with one office and of one
 * with many, in turn, on one gateway. A ratio near 1 is flat. Everything is on loopback, bounded in number.
 */
const many = Number(process.env.BENCH_OFFICES ?? 5000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 200);
const unit = useSlipOf(30 * 1024);
const careManager = '1371999999';
/** Sends go to so many of the many: reading a certificate for the first time costs some milliseconds, whoever carries. */
const warmOffices = 10;

type Side = 'one' | 'many';
type Step = (side: Side) => Promise<void>;

async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'careplan-bench-'));
  chmodSync(folder, 0o755); // PostgreSQL runs under an account of its own and must get in
  const embedded = await bringUpEmbedded({ dataDirectory: folder, redis: 'if-url', say: (line) => console.log(line) });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const environment: NodeJS.ProcessEnv = {
    ...embedded.environment,
    HTTP_PORT: String(port),
    PUBLIC_URL: url,
    LOG_LEVEL: 'info',
  };
  const server = await startServer('dist/src/main.js', environment, /listening on/);
  try {
    const code = readFileSync(environment.OPERATOR_CODE_FILE ?? '', 'utf8').trim();
    const operator = new GatewayClient(await enrol({ baseUrl: url, code }));
    const begin = performance.now();
    const worlds: Record<Side, CarrierWorld> = {
      one: await carrierWith(operator, environment, 'One', ['1370000000']),
      many: await carrierWith(operator, environment, 'Many', numbers(1_371_000_000, many)),
    };
    console.log(`${many} offices with mandates and certificates: ${((performance.now() - begin) / 1000).toFixed(1)} s`);
    const sender = await careManagerClient(operator, url);
    await measureAll(url, worlds, sender);
  } finally {
    await server.stop();
    await embedded.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureAll(url: string, worlds: Record<Side, CarrierWorld>, sender: GatewayClient): Promise<void> {
  const relays = { one: new GatewayClient(worlds.one.relay), many: new GatewayClient(worlds.many.relay) };
  let sent = 0;
  const sendTo: Step = async (side) => {
    const { offices } = worlds[side];
    const destination = offices[((sent / 2) % Math.min(offices.length, warmOffices)) | 0] ?? '';
    await send(sender, { files: addressed(unit, careManager, destination, sequenceAt(++sent)), destination });
  };
  const readInbox: Step = async (side) => {
    await relays[side].get('/v1/inbox?limit=100');
  };
  await measure('token (private_key_jwt)', (side) => askToken(url, worlds[side]));
  await measure('inbox of all offices, empty', readInbox);
  for (let round = 0; round < 2 * warmOffices; round++) for (const side of ['one', 'many'] as const) await sendTo(side);
  await measure('send: check, seal for office and relay, commit', sendTo);
  await measure(`inbox of all offices, a page of 100`, readInbox);
  const cursor = { one: await endOf(relays.one), many: await endOf(relays.many) };
  await measure('inbox of all offices, nothing since the cursor', async (side) => {
    await relays[side].get(`/v1/inbox?cursor=${cursor[side]}`);
  });
  await measure('inbox of one of the offices, one row', async (side) => {
    await relays[side].get(`/v1/inbox?limit=1&office=${worlds[side].offices[0] ?? ''}`);
  });
}

/** One and many in turn, so that whatever else the machine does meets both. */
async function measure(title: string, step: Step): Promise<void> {
  const durations: Record<Side, number[]> = { one: [], many: [] };
  for (let round = 0; round < rounds; round++) {
    for (const side of round % 2 === 0 ? (['one', 'many'] as const) : (['many', 'one'] as const)) {
      const start = performance.now();
      await step(side);
      durations[side].push(performance.now() - start);
    }
  }
  const [one, all] = [durations.one, durations.many].map((times) => timingOf(times, 1));
  if (!one || !all) return;
  const told = (timing: typeof one): string => `p50 ${timing.p50.toFixed(2)} ms, p99 ${timing.p99.toFixed(2)} ms`;
  console.log(
    `${title}: 1 office ${told(one)} · ${many} offices ${told(all)} · ratio ${(all.p50 / one.p50).toFixed(2)}`,
  );
}

async function askToken(url: string, { relay }: CarrierWorld): Promise<void> {
  const assertion = await signClientAssertion(
    {
      clientId: relay.clientId,
      audience: `${url}/v1/oauth/token`,
      now: new Date(),
      jti: randomUUID(),
      lifetimeSeconds: 60,
    },
    relay,
  );
  const response = await fetch(`${url}/v1/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  });
  if (!response.ok) throw new Error(`no token: ${response.status}`);
  await response.arrayBuffer();
}

async function endOf(relay: GatewayClient): Promise<string> {
  let page = await relay.get<{ next: string; more: boolean }>('/v1/inbox?limit=1000');
  while (page.more) page = await relay.get(`/v1/inbox?limit=1000&cursor=${page.next}`);
  return page.next;
}

async function careManagerClient(operator: GatewayClient, url: string): Promise<GatewayClient> {
  const json = { offices: [{ number: careManager, name: '居宅', serviceTypes: ['43'] }] };
  await operator.post('/v1/offices/import', { json }, true);
  const client = await operator.create<{ id: string }>('/v1/clients', {
    json: { kind: 'office', name: '居宅', officeNumber: careManager },
  });
  const { code } = await operator.post<{ code: string }>(
    `/v1/clients/${client.id}/enrolment-codes`,
    { json: {} },
    false,
  );
  return new GatewayClient(await enrol({ baseUrl: url, code }));
}

function numbers(from: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(from + index));
}

await run();
