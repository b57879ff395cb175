import { randomInt } from 'node:crypto';
import { Bounds, campaign, CampaignResult, FuzzCase } from '../test/fuzz/campaign.js';
import { judge } from '../test/fuzz/guarantees.js';
import { Narrator } from './own-gateway/narrator.js';
import { startGatewayToFuzz } from './fuzz/over-http.js';
import { writeReproduction } from './fuzz/reproduction.js';

/**
 * Valid units, mutated, against the check: first offline, then over HTTP against a gateway of its own, whose answers
 * must be the same. FUZZ_SEED repeats a run; FUZZ_RUNS and FUZZ_SECONDS bound it. Exits 0 when every guarantee held.
 */
const bounds: Bounds = {
  seed: setting('FUZZ_SEED', randomInt(2 ** 31)),
  runs: setting('FUZZ_RUNS', 20_000),
  seconds: setting('FUZZ_SECONDS', 60),
};

/** A call over HTTP costs more than a check and tells less: it gets a third of the time, and a tenth of the runs. */
const offline: Bounds = { ...bounds, seconds: (bounds.seconds * 2) / 3 };
const overHttp: Bounds = { ...bounds, runs: Math.ceil(bounds.runs / 10), seconds: bounds.seconds / 3 };

console.log(`FUZZ_SEED=${bounds.seed} FUZZ_RUNS=${bounds.runs} FUZZ_SECONDS=${bounds.seconds}`);
const held = (await fuzzOffline()) && (await fuzzOverHttp());
process.exit(held ? 0 : 1);

async function fuzzOffline(): Promise<boolean> {
  let findings = 0;
  let longest = 0;
  let slowest: FuzzCase | null = null;
  const result = await campaign(offline, (found) => {
    const outcome = judge(found.files);
    findings += outcome.findings;
    if (outcome.milliseconds > longest) [longest, slowest] = [outcome.milliseconds, found];
    return outcome.broken;
  });
  const held = await told('offline', result);
  console.log(
    `  ${findings} findings; slowest case ${longest.toFixed()} ms: ${slowest === null ? '-' : summary(slowest)}`,
  );
  return held;
}

async function fuzzOverHttp(): Promise<boolean> {
  const gateway = await startGatewayToFuzz(new Narrator(process.stdout));
  try {
    return await told('over HTTP', await campaign(overHttp, ({ files }) => gateway.broken(files)));
  } finally {
    await gateway.stop();
  }
}

async function told(where: string, { runs, failure }: CampaignResult): Promise<boolean> {
  if (failure === null) {
    console.log(`✓ ${where}: ${runs} cases, every guarantee held`);
    return true;
  }
  const folder = await writeReproduction(failure.found, failure.broken);
  console.error(`✗ ${where}, after ${runs} cases: ${failure.broken}`);
  console.error(`  ${summary(failure.found)}\n  files to repeat it: ${folder}`);
  return false;
}

function summary({ unit, changes }: FuzzCase): string {
  const text = JSON.stringify(changes);
  return `seed unit ${unit}, changes ${text.length > 500 ? `${text.slice(0, 500)}…` : text}`;
}

function setting(name: string, standard: number): number {
  const given = process.env[name];
  const value = given ? Number(given) : standard;
  if (!Number.isFinite(value) || value < 0) throw new RangeError(`${name} is no number`);
  return value;
}
