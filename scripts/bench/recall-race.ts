import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { enrol } from '../../src/client/enrol.js';
import { GatewayClient } from '../../src/client/gateway-client.js';
import { GatewayProblem } from '../../src/client/gateway-problem.js';
import { importOffices, issueEnrolmentCode, registerClient } from '../../src/client/operate.js';
import { send } from '../../src/client/send.js';
import { newId } from '../../src/database/identifiers.js';
import { bringUpEmbedded } from '../embedded/environment.js';
import { freePort } from '../embedded/loopback.js';
import { closedLoop } from './closed-loop.js';
import { startServer } from './server-process.js';
import { addressed, sequenceAt, useSlipOf } from './use-slip-unit.js';

/**
 * Recall against collection, many times over: for each transmission its sender recalls it by one gateway process while its
 * destination collects it by another. Exactly one of them wins each time, and state, history and content agree. Exits 1
 * when they do not. Everything is on loopback, bounded in number.
 */
const pairs = Number(process.env.RACE_PAIRS ?? 10_000);
const lanes = 12;
const [careManager, serviceOffice] = ['1371215102', '1370000011'];

interface Tally {
  recalled: number;
  collected: number;
  /** Both were told that they won, or both that they lost. */
  disputed: number;
}

async function run(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'careplan-race-'));
  chmodSync(folder, 0o755); // PostgreSQL runs under an account of its own and must get in
  const embedded = await bringUpEmbedded({ dataDirectory: folder, redis: 'if-url', say: (line) => console.log(line) });
  const [port, otherPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const environment = { ...embedded.environment, PUBLIC_URL: url, LOG_LEVEL: 'info' };
  const server = await startServer('dist/src/main.js', { ...environment, HTTP_PORT: String(port) }, /listening on/);
  const beside = await startServer(
    'dist/src/main.js',
    { ...environment, HTTP_PORT: String(otherPort), ROLE: 'api' },
    /listening on/,
  );
  const database = new pg.Client({ connectionString: embedded.environment.DATABASE_URL });
  try {
    await database.connect();
    const code = readFileSync(embedded.environment.OPERATOR_CODE_FILE ?? '', 'utf8').trim();
    const operator = new GatewayClient(await enrol({ baseUrl: url, code }));
    const sender = await officeClient(operator, careManager, 'A事業所', '43', url);
    const destination = await officeClient(operator, serviceOffice, 'K事業所', '11', `http://127.0.0.1:${otherPort}`);
    const ids = await transmissions(database, sender);
    const tally = await race(sender, destination, ids);
    return (await report(database, ids, tally)) && tally.disputed === 0;
  } finally {
    await database.end();
    await beside.stop();
    await server.stop();
    await embedded.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function officeClient(
  operator: GatewayClient,
  officeNumber: string,
  name: string,
  serviceType: string,
  reachedAt: string,
): Promise<GatewayClient> {
  await importOffices(operator, [{ number: officeNumber, name, serviceTypes: [serviceType] }]);
  const client = await registerClient(operator, { kind: 'office', name, officeNumber });
  const { code } = await issueEnrolmentCode(operator, client.id);
  const { gatewayUrl } = operator.identity;
  const settings = { fetch: ((url, init) => fetch(String(url).replace(gatewayUrl, reachedAt), init)) as typeof fetch };
  return new GatewayClient(await enrol({ baseUrl: gatewayUrl, code, ...settings }), settings);
}

/** One is really sent; the others are its copies in the database, since ten thousand sends would show nothing more. */
async function transmissions(database: pg.Client, sender: GatewayClient): Promise<string[]> {
  const files = addressed(useSlipOf(8 * 1024), careManager, serviceOffice, sequenceAt(0));
  const { transmission } = await send(sender, { files, destination: serviceOffice });
  const ids = Array.from({ length: pairs }, () => newId());
  const { rows } = await database.query<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns
     WHERE table_name = 'transmissions' AND column_name <> ALL ('{id,sequence}')`,
  );
  const columns = rows.map(({ name }) => name).join(', ');
  await database.query(
    `INSERT INTO transmissions (id, sequence, ${columns})
     SELECT copy.id, lpad(copy.n::text, 14, '0'), ${columns}
     FROM unnest($1::uuid[]) WITH ORDINALITY AS copy (id, n), transmissions t WHERE t.id = $2`,
    [ids, transmission.id],
  );
  await database.query(
    `INSERT INTO contents (id, kind, body, created_at)
     SELECT copy, kind, body, created_at FROM unnest($1::uuid[]) AS copy, contents c WHERE c.id = $2`,
    [ids, transmission.id],
  );
  await database.query('ANALYZE');
  console.log(`${pairs} transmissions, copies of one that was sent`);
  return ids;
}

async function race(sender: GatewayClient, destination: GatewayClient, ids: readonly string[]): Promise<Tally> {
  const tally: Tally = { recalled: 0, collected: 0, disputed: 0 };
  let next = 0;
  const timing = await closedLoop(lanes, 900, ids.length, async () => {
    const at = next++;
    const id = ids[at];
    if (id === undefined) return;
    const recall = () => won(sender.post(`/v1/transmissions/${id}/recall`, { json: {} }, true));
    const collect = () => won(destination.getBytes(`/v1/transmissions/${id}/content`));
    // A recall looks before it leaps, which takes some milliseconds: a collection that starts a little later meets it at
    // every step of its way.
    const later = setTimeout(at % 40).then(collect);
    const [recalled, collected] = await Promise.all([recall(), later]);
    if (recalled === collected) tally.disputed++;
    else if (recalled) tally.recalled++;
    else tally.collected++;
  });
  console.log(`${ids.length} pairs, ${lanes} at a time: ${timing.perSecond.toFixed(0)}/s`);
  return tally;
}

async function won(request: Promise<unknown>): Promise<boolean> {
  try {
    await request;
    return true;
  } catch (error) {
    if (error instanceof GatewayProblem && ['already-collected', 'content-gone'].includes(error.code)) return false;
    throw error;
  }
}

/** What the database holds of it all must be what the two sides were told. */
async function report(database: pg.Client, ids: readonly string[], tally: Tally): Promise<boolean> {
  const { rows } = await database.query<{ state: string; ends: string; content: boolean; n: number }>(
    `SELECT t.state, coalesce(e.ends, '') AS ends, (c.id IS NOT NULL) AS content, count(*)::int AS n
     FROM transmissions t
     LEFT JOIN LATERAL (
       SELECT string_agg(kind, '+' ORDER BY kind) AS ends FROM events e
       WHERE e.transmission_id = t.id AND kind IN ('transmission-recalled', 'transmission-collected')) e ON true
     LEFT JOIN contents c ON c.id = t.id
     WHERE t.id = ANY ($1::uuid[]) GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    [ids],
  );
  console.table(rows);
  console.log(`told: ${tally.recalled} recalled, ${tally.collected} collected, ${tally.disputed} disputed`);
  const expected = [
    { state: 'collected', ends: 'transmission-collected', content: true, n: tally.collected },
    { state: 'recalled', ends: 'transmission-recalled', content: false, n: tally.recalled },
  ].filter(({ n }) => n > 0);
  const agrees = JSON.stringify(rows) === JSON.stringify(expected);
  console.log(agrees ? 'One winner each, and histories that agree.' : 'They do not agree.');
  return agrees;
}

process.exitCode = (await run()) ? 0 : 1;
