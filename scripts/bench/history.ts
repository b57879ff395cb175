import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GatewayClient } from '../../src/client/gateway-client.js';
import { bringUpEmbedded } from '../embedded/environment.js';
import { fillHistory } from './history-rows.js';
import { ranPlans } from './history-plans.js';
import { historyWorld, HistoryWorld } from './history-world.js';
import { timingOf } from './percentile.js';

/**
 * Whether an inbox pays for its history: the same request on a gateway with a history of thousands of rows and on one of
 * millions, in turn. A ratio near 1 is flat. Then what PostgreSQL says of its plans on the long one: a table with rows in it
 * that is read as a whole fails the run. ROWS: of the long history, 10 million when left out.
 */
const few = 10_000;
const many = Number(process.env.ROWS ?? 10_000_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 200);

type Side = 'few' | 'many';
type Worlds = Readonly<Record<Side, HistoryWorld>>;

async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'careplan-bench-'));
  chmodSync(folder, 0o755); // PostgreSQL runs under an account of its own and must get in
  const embedded = await bringUpEmbedded({
    dataDirectory: folder,
    redis: 'never',
    say: (line) => console.log(line),
  });
  const worlds: HistoryWorld[] = [];
  try {
    for (const [name, rows] of [
      ['few', few],
      ['many', many],
    ] as const) {
      const begin = performance.now();
      const world = await historyWorld(embedded.environment, folder, name);
      worlds.push(world);
      await fillHistory(world.databaseUrl, rows, partiesOf(world));
      console.log(`a history of ${rows} rows: ${((performance.now() - begin) / 1000).toFixed(0)} s`);
    }
    const [small, large] = worlds;
    if (!small || !large) return;
    await measureAll({ few: small, many: large });
    if (!(await tellPlans(large))) process.exitCode = 1;
  } finally {
    for (const world of worlds) await world.end();
    await embedded.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function partiesOf({ sender, destination, relay, relayOffices }: HistoryWorld) {
  return {
    sender: sender.officeNumber,
    destination: destination.officeNumber,
    relay: relay.identity.clientId,
    relayOffices,
  };
}

async function measureAll(worlds: Worlds): Promise<void> {
  const office = ({ destination }: HistoryWorld) => destination;
  const relay = (world: HistoryWorld) => world.relay;
  const sender = (world: HistoryWorld) => world.sender;
  const underWay = 'state=available&state=collected&place=gateway';
  await measure('office: a page of its inbox', worlds, office, () => '/v1/inbox?limit=100');
  await measure('office: its inbox, unread', worlds, office, () => '/v1/inbox?limit=100&unread=true');
  await measure('office: its inbox by sequence', worlds, office, () => '/v1/inbox?limit=100&order=sequence');
  await measure('office: its counts', worlds, office, () => '/v1/inbox/counts');
  await measureUnchanged('office: nothing new (304)', worlds, office);
  await measure('office: its outbox, what is under way', worlds, sender, () => `/v1/outbox?limit=100&${underWay}`);
  await measure('relay: a page of its inbox', worlds, relay, () => '/v1/inbox?limit=100');
  await measure('relay: the inbox of one office by sequence', worlds, relay, ({ relayOffices }) => {
    return `/v1/inbox?limit=100&order=sequence&office=${relayOffices[0] ?? ''}`;
  });
  await measure('relay: its counts', worlds, relay, () => '/v1/inbox/counts');
  await measureUnchanged('relay: nothing new (304)', worlds, relay);
}

async function measure(
  title: string,
  worlds: Worlds,
  clientOf: (world: HistoryWorld) => GatewayClient,
  pathOf: (world: HistoryWorld) => string,
): Promise<void> {
  await inTurn(title, async (side) => void (await clientOf(worlds[side]).get(pathOf(worlds[side]))));
}

async function measureUnchanged(
  title: string,
  worlds: Worlds,
  clientOf: (world: HistoryWorld) => GatewayClient,
): Promise<void> {
  const asked = { few: await unchanged(clientOf(worlds.few)), many: await unchanged(clientOf(worlds.many)) };
  await inTurn(title, (side) => asked[side]());
}

/** Asks for the inbox again with the tag of the answer that it has. */
async function unchanged(client: GatewayClient): Promise<() => Promise<void>> {
  const url = `${client.identity.gatewayUrl}/v1/inbox?limit=100`;
  const authorization = await client.authorization();
  const first = await fetch(url, { headers: { authorization } });
  await first.arrayBuffer();
  const headers = { authorization, 'if-none-match': first.headers.get('etag') ?? '' };
  return async () => {
    const { status } = await fetch(url, { headers });
    if (status !== 304) throw new Error(`answered ${status}, not 304`);
  };
}

/** One and the other in turn, so that whatever else the machine does meets both. */
async function inTurn(title: string, step: (side: Side) => Promise<void>): Promise<void> {
  const durations: Record<Side, number[]> = { few: [], many: [] };
  for (let round = -5; round < rounds; round++) {
    for (const side of round % 2 === 0 ? (['few', 'many'] as const) : (['many', 'few'] as const)) {
      const start = performance.now();
      await step(side);
      if (round >= 0) durations[side].push(performance.now() - start);
    }
  }
  const [small, large] = [timingOf(durations.few, 1), timingOf(durations.many, 1)];
  const told = ({ p50, p99 }: typeof small): string => `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`;
  console.log(
    `${title}: ${few} rows ${told(small)} · ${many} rows ${told(large)} · ratio ${(large.p50 / small.p50).toFixed(2)}`,
  );
}

async function tellPlans(world: HistoryWorld): Promise<boolean> {
  const { sender, destination, relay, relayOffices } = world;
  const plans = await ranPlans(world.databaseUrl, {
    sender: { clientId: sender.identity.clientId, officeNumber: sender.officeNumber },
    destination: { clientId: destination.identity.clientId, officeNumber: destination.officeNumber },
    relay: { clientId: relay.identity.clientId, officeNumber: null },
    relayOffice: relayOffices[0] ?? '',
  });
  for (const { title, indexes, pages, sequential, planMilliseconds, runMilliseconds } of plans) {
    const times = `planned in ${planMilliseconds.toFixed(1)} ms, run in ${runMilliseconds.toFixed(1)} ms`;
    console.log(`${title}: ${times}, ${pages} pages by ${indexes.join(', ')}`);
    for (const table of sequential) console.log(`  READ AS A WHOLE: ${table}`);
  }
  return plans.every(({ sequential }) => sequential.length === 0);
}

await run();
