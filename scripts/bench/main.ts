import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bringUpEmbedded } from '../embedded/environment.js';
import { freePort } from '../embedded/loopback.js';
import { closedLoop } from './closed-loop.js';
import { bareUploads, oneRowInserts } from './floors.js';
import { Timing } from './percentile.js';
import { postmasterOf, processorTime } from './processes.js';
import { ServerProcess, startServer } from './server-process.js';
import { useSlipOf } from './use-slip-unit.js';
import { enrolLanes, Lane, wholeJob } from './whole-job.js';

/**
 * The whole job in a closed loop against a gateway of its own, and two floors in the same run. A benchmark, not a test:
 * it says how fast this machine is now, so read the ratios. Everything is on loopback, bounded in time and number.
 */
const concurrencies = [1, 8, 32];
const seconds = Number(process.env.BENCH_SECONDS ?? 10);
const warmUpSeconds = 15;
const maxJobs = 20_000;
const unitBytes = 30 * 1024;

interface Measured {
  readonly timing: Timing;
  /** Milliseconds of processor time for each job. */
  readonly processor: Readonly<Record<string, number>>;
}

async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'careplan-bench-'));
  chmodSync(folder, 0o755); // PostgreSQL runs under an account of its own and must get in
  const embedded = await bringUpEmbedded({ dataDirectory: folder, redis: 'if-url', say: (line) => console.log(line) });
  const servers: ServerProcess[] = [];
  try {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const environment: NodeJS.ProcessEnv = {
      ...embedded.environment,
      HTTP_PORT: String(port),
      PUBLIC_URL: url,
      LOG_LEVEL: 'info',
    };
    servers.push(await startServer('dist/src/main.js', environment, /listening on/));
    const operatorCode = readFileSync(environment.OPERATOR_CODE_FILE ?? '', 'utf8').trim();
    const unit = useSlipOf(unitBytes);
    console.log(`unit: ${unit.length} files, ${unit.reduce((sum, { bytes }) => sum + bytes.length, 0)} bytes`);
    const lanes = await enrolLanes([url], operatorCode, Math.max(...concurrencies), unit);

    const pids = {
      client: process.pid,
      gateway: servers[0]?.pid ?? 0,
      postgres: await postmasterOf(environment.DATABASE_URL ?? ''),
    };
    // Compilers, caches, tokens: measured sooner, a job costs a quarter to two fifths more than from then on.
    await measure(lanes, Math.max(...concurrencies), warmUpSeconds, pids);
    for (const concurrency of concurrencies) {
      report(`whole job, concurrency ${concurrency}`, await measure(lanes, concurrency, seconds, pids));
    }
    const floorPort = await freePort();
    servers.push(
      await startServer(
        'dist/scripts/bench/bare-fastify.js',
        { ...process.env, HTTP_PORT: String(floorPort) },
        /^http/,
      ),
    );
    const body = Buffer.concat(unit.map(({ bytes }) => bytes));
    for (const concurrency of concurrencies) {
      reportFloor(
        `floor: bare Fastify upload, concurrency ${concurrency}`,
        await bareUploads(`http://127.0.0.1:${floorPort}`, unit, concurrency, seconds / 2, maxJobs),
      );
      reportFloor(
        `floor: one-row insert, concurrency ${concurrency}`,
        await oneRowInserts(environment.DATABASE_URL ?? '', body, concurrency, seconds / 2, maxJobs),
      );
    }
  } finally {
    for (const server of servers.reverse()) await server.stop();
    await embedded.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Sequences must be fresh in every job, in whatever round. */
let nextIndex = 0;

async function measure(
  lanes: readonly Lane[],
  concurrency: number,
  duration: number,
  pids: Record<string, number>,
): Promise<Measured> {
  const before = Object.entries(pids).map(([name, pid]) => [name, ownTime(name, pid)] as const);
  let jobs = 0;
  const timing = await closedLoop(concurrency, duration, maxJobs, async (number) => {
    const lane = lanes[number];
    if (!lane) throw new Error('There are fewer lanes than loops.');
    await wholeJob(lane, ++nextIndex);
    jobs++;
  });
  const processor = Object.fromEntries(
    before.map(([name, time]) => [name, (ownTime(name, pids[name] ?? 0) - time) / jobs]),
  );
  return { timing, processor };
}

/** This process is the parent of the servers: of its own time only its own counts. */
function ownTime(name: string, pid: number): number {
  if (name !== 'client') return processorTime(pid);
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function report(title: string, { timing, processor }: Measured): void {
  const parts = Object.entries(processor).map(([name, milliseconds]) => `${name} ${milliseconds.toFixed(2)}`);
  reportFloor(title, timing);
  console.log(`    processor ms per job: ${parts.join(' · ')}`);
}

function reportFloor(title: string, { perSecond, p50, p99 }: Timing): void {
  console.log(`${title}: ${perSecond.toFixed(1)}/s · p50 ${p50.toFixed(1)} ms · p99 ${p99.toFixed(1)} ms`);
}

await run();
