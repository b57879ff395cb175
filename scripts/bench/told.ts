import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, get, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { enrol } from '../../src/client/enrol.js';
import { GatewayClient } from '../../src/client/gateway-client.js';
import { importOffices, issueEnrolmentCode, registerClient } from '../../src/client/operate.js';
import { send } from '../../src/client/send.js';
import { subscribe } from '../../src/client/subscriptions.js';
import { newId } from '../../src/database/identifiers.js';
import { signClientAssertion } from '../../src/sealing/access-token.js';
import { bringUpEmbedded } from '../embedded/environment.js';
import { freePort } from '../embedded/loopback.js';
import { timingOf } from './percentile.js';
import { startServer } from './server-process.js';
import { addressed, sequenceAt, useSlipOf } from './use-slip-unit.js';

/**
 * What it costs to tell people: webhooks at a steady rate of events, sends while every receiver fails, and open streams.
 * One gateway process; receivers and readers are in this one. Everything is on loopback, bounded in number and time.
 */
const offices = 20;
const eventsPerSecond = Number(process.env.TOLD_EVENTS ?? 1_000);
const seconds = Number(process.env.TOLD_SECONDS ?? 20);
const streams = Number(process.env.TOLD_STREAMS ?? 2_000);
const sends = Number(process.env.TOLD_SENDS ?? 200);
const careManager = '1371215102';
const unit = useSlipOf(30 * 1024);
const numberOf = (index: number): string => String(1_370_000_000 + index);

interface Place {
  readonly url: string;
  readonly pid: number;
  readonly database: pg.Client;
  readonly sender: GatewayClient;
  readonly readers: readonly GatewayClient[];
}

async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'careplan-told-'));
  chmodSync(folder, 0o755); // PostgreSQL runs under an account of its own and must get in
  const embedded = await bringUpEmbedded({ dataDirectory: folder, redis: 'if-url', say: (line) => console.log(line) });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const environment = {
    ...embedded.environment,
    HTTP_PORT: String(port),
    PUBLIC_URL: url,
    LOG_LEVEL: 'info',
    WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
    STREAM_LIMIT_PER_CLIENT: '10000',
    STREAM_LIMIT: '10000',
  };
  const server = await startServer('dist/src/main.js', environment, /listening on/);
  const database = new pg.Client({ connectionString: embedded.environment.DATABASE_URL });
  try {
    await database.connect();
    const code = readFileSync(embedded.environment.OPERATOR_CODE_FILE ?? '', 'utf8').trim();
    const operator = new GatewayClient(await enrol({ baseUrl: url, code }));
    const sender = await officeClient(operator, careManager, url);
    const readers: GatewayClient[] = [];
    for (let index = 0; index < offices; index++) readers.push(await officeClient(operator, numberOf(index), url));
    const place = { url, pid: server.pid, database, sender, readers };
    await measureStreams(place);
    await measureSends(place);
    await measureFanOut(place);
  } finally {
    await database.end();
    await server.stop();
    await embedded.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function officeClient(operator: GatewayClient, number: string, url: string): Promise<GatewayClient> {
  await importOffices(operator, [
    { number, name: `事業所${number}`, serviceTypes: [number === careManager ? '43' : '11'] },
  ]);
  const { id } = await registerClient(operator, { kind: 'office', name: number, officeNumber: number });
  const { code } = await issueEnrolmentCode(operator, id);
  return new GatewayClient(await enrol({ baseUrl: url, code }));
}

/** Events as they are appended by whoever changes something, without what else a send does. */
async function append(database: pg.Client, count: number, destination: (index: number) => string): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId());
  await database.query(
    `INSERT INTO events (id, kind, at, transmission_id, sender, destination)
     SELECT id, 'transmission-available', now(), id, $3, destination
     FROM unnest($1::uuid[], $2::text[]) AS made (id, destination)`,
    [ids, ids.map((_, index) => destination(index)), careManager],
  );
  return ids;
}

async function measureFanOut({ database, readers }: Place): Promise<void> {
  const received = new Map<string, number>();
  const server = await receiver((request) => {
    received.set(String(request.headers['webhook-id']), performance.now());
    return 204;
  });
  for (const reader of readers) await subscribe(reader, { channel: 'webhook', url: urlOf(server) });
  const appended = new Map<string, number>();
  const began = performance.now();
  const perStep = Math.round(eventsPerSecond / 10);
  for (let step = 0; step < seconds * 10; step++) {
    await sleep(Math.max(0, began + step * 100 - performance.now()));
    const ids = await append(database, perStep, (index) => numberOf(index % offices));
    for (const id of ids) appended.set(id, performance.now());
  }
  const appendedIn = (performance.now() - began) / 1000;
  for (let wait = 0; received.size < appended.size && wait < 600; wait++) await sleep(100);
  const toldIn = (performance.now() - began) / 1000;
  const lags = [...received].flatMap(([id, at]) => (appended.has(id) ? [at - (appended.get(id) ?? at)] : []));
  const { p50, p99 } = timingOf(lags, toldIn);
  console.log(
    `webhooks to ${offices} receivers: ${appended.size} events appended in ${appendedIn.toFixed(1)} s ` +
      `(${Math.round(appended.size / appendedIn)}/s), ${lags.length} told after ${toldIn.toFixed(1)} s ` +
      `(${Math.round(lags.length / toldIn)}/s); lag p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`,
  );
  server.closeAllConnections();
  server.close();
}

/** Sends in turn to an office that nobody is called for, and to one all of whose receivers fail; then with hanging ones. */
async function measureSends({ sender, readers, database }: Place): Promise<void> {
  const failing = await receiver(() => 500);
  const hanging = await receiver(() => null);
  const [quiet, called] = [numberOf(0), numberOf(1)];
  let sequence = 0;
  const time = async (destination: string): Promise<number> => {
    const files = addressed(unit, careManager, destination, sequenceAt(++sequence));
    const begun = performance.now();
    await send(sender, { files, destination });
    return performance.now() - begun;
  };
  for (let index = 0; index < 20; index++) for (const destination of [quiet, called]) await time(destination);
  const before: number[] = [];
  for (let index = 0; index < sends; index++) before.push(await time(quiet));
  const reader = readers[1];
  if (!reader) throw new Error('There is no reader.');
  for (let index = 0; index < 80; index++) {
    await subscribe(reader, { channel: 'webhook', url: urlOf(index % 2 === 0 ? failing : hanging) });
  }
  const during: number[] = [];
  for (let index = 0; index < sends; index++) during.push(await time(called));
  const { rows } = await database.query<{ pending: string }>(
    `SELECT count(*) AS pending FROM deliveries WHERE state = 'pending'`,
  );
  const [without, withAll] = [timingOf(before, 1), timingOf(during, 1)];
  console.log(
    `${sends} sends with nobody told: p50 ${without.p50.toFixed(1)} ms; with 80 receivers that all fail or hang ` +
      `(${rows[0]?.pending} deliveries waiting): p50 ${withAll.p50.toFixed(1)} ms, ratio ${(withAll.p50 / without.p50).toFixed(2)}`,
  );
  // Gone for what is measured next.
  await database.query(`UPDATE subscriptions SET state = 'ended', due_at = NULL`);
  await database.query(`UPDATE deliveries SET state = 'cancelled', ended_at = now() WHERE state = 'pending'`);
  for (const server of [failing, hanging]) {
    server.closeAllConnections();
    server.close();
  }
}

async function measureStreams({ url, pid, database, readers }: Place): Promise<void> {
  const [reader] = readers;
  if (!reader) throw new Error('There is no reader.');
  const before = memoryOf(pid);
  const open: IncomingMessage[] = [];
  let arrivals: number[] = [];
  const began = performance.now();
  let token = '';
  for (let index = 0; index < streams; index++) {
    if (index % 500 === 0) token = await tokenOf(url, reader);
    const stream = await openStream(url, token);
    stream.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes('event: transmission-available')) arrivals.push(performance.now());
    });
    open.push(stream);
  }
  const openedIn = (performance.now() - began) / 1000;
  await sleep(5_000);
  const idle = memoryOf(pid);
  const floors: number[] = [];
  for (let round = 0; round < 3; round++) {
    arrivals = [];
    const begun = performance.now();
    await append(database, 1, () => numberOf(0));
    for (let wait = 0; arrivals.length < open.length && wait < 300; wait++) await sleep(50);
    floors.push(arrivals.length === open.length ? Math.max(...arrivals) - begun : Number.NaN);
  }
  const after = memoryOf(pid);
  const each = ((idle - before) / streams / 1024).toFixed(1);
  console.log(
    `${open.length} streams opened in ${openedIn.toFixed(1)} s: ${mib(before)} before, ${mib(idle)} with all of them idle ` +
      `(${each} KiB each), ${mib(after)} after 3 events to all; the last had its event after ` +
      floors.map((milliseconds) => `${milliseconds.toFixed(0)} ms`).join(', '),
  );
  for (const stream of open) stream.destroy();
}

function openStream(url: string, token: string): Promise<IncomingMessage> {
  const headers = { accept: 'text/event-stream', authorization: `Bearer ${token}` };
  return new Promise((resolve, reject) => {
    get(`${url}/v1/events`, { headers, agent: false }, (response) => {
      if (response.statusCode === 200) resolve(response);
      else reject(new Error(`stream refused: ${response.statusCode}`));
    }).once('error', reject);
  });
}

async function tokenOf(url: string, { identity, signer }: GatewayClient): Promise<string> {
  const assertion = await signClientAssertion(
    {
      clientId: identity.clientId,
      audience: `${url}/v1/oauth/token`,
      now: new Date(),
      jti: newId(),
      lifetimeSeconds: 60,
    },
    { privateKey: identity.privateKey, certificate: signer.certificate },
  );
  const response = await fetch(`${url}/v1/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  return token;
}

/** @param answer a status, or null for never */
async function receiver(answer: (request: IncomingMessage) => number | null): Promise<Server> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      const status = answer(request);
      if (status !== null) response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;

/** Resident, in bytes. */
function memoryOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
}

const mib = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(0)} MiB`;

await run();
