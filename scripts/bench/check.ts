import { inferSchema, initParser } from 'udsv';
import { Check, checkFiles } from '../../src/standard/check.js';
import { everyRowAnother, monthsOfVisits, smallUnits } from './check-subjects.js';
import { percentile } from './percentile.js';
import { UnitFile } from './use-slip-unit.js';

/**
 * How fast the whole check is on one core, against a floor taken in the same run, round by round in turn: decoding with
 * the platform's decoder and splitting with the fastest CSV library, which checks nothing. Read the ratios; the machine
 * may be slow today. Bounded: 5 MB, 1,000 units, 100 MB, and so many rounds.
 */
const rounds = Number(process.env.BENCH_ROUNDS ?? 7);
const megabyte = 1_000_000;

interface Subject {
  readonly title: string;
  readonly units: readonly (readonly UnitFile[])[];
}

function run(): void {
  const small = smallUnits(1000);
  measure({ title: '第6表 of 5 MB, 25 columns, months of visits', units: [[monthsOfVisits(5 * megabyte)]] });
  measure({ title: '第6表 of 5 MB, 25 columns, every row another', units: [[everyRowAnother(5 * megabyte)]] });
  measure({ title: '1,000 ordinary units of 30 KB', units: small });
  latency(small);
  memory(100 * megabyte);
}

function measure({ title, units }: Subject): void {
  const bytes = units.flat().reduce((sum, file) => sum + file.bytes.length, 0);
  const whole: number[] = [];
  const floor: number[] = [];
  // The first round warms both up and does not count.
  for (let round = 0; round <= rounds; round += 1) {
    const times = [seconds(() => units.forEach(checkUnit)), seconds(() => units.forEach(floorOf))] as const;
    if (round === 0) continue;
    whole.push(times[0]);
    floor.push(times[1]);
  }
  const rate = (times: readonly number[]) => bytes / megabyte / median(times);
  console.log(title);
  console.log(`  check  ${rate(whole).toFixed(0)} MB/s    decode + split  ${rate(floor).toFixed(0)} MB/s`);
  console.log(`  ratio  ${(rate(whole) / rate(floor)).toFixed(2)}    (medians of ${rounds} rounds)`);
}

/** A unit at a time, as the gateway meets them. */
function latency(units: readonly (readonly UnitFile[])[]): void {
  const milliseconds = units.map((unit) => seconds(() => checkUnit(unit)) * 1000).sort((a, b) => a - b);
  const [p50, p99] = [50, 99].map((p) => percentile(milliseconds, p).toFixed(2));
  const mean = milliseconds.reduce((sum, each) => sum + each, 0) / milliseconds.length;
  console.log(`one unit of 30 KB: p50 ${p50} ms, mean ${mean.toFixed(2)} ms, p99 ${p99} ms`);
}

/** A large file in pieces, as from a disk: what the process grows by. */
function memory(bytes: number): void {
  const piece = monthsOfVisits(megabyte);
  const before = process.memoryUsage.rss();
  let most = before;
  const check = new Check();
  const file = check.open(piece.name);
  for (let written = 0; written < bytes; written += piece.bytes.length) {
    file.write(piece.bytes);
    most = Math.max(most, process.memoryUsage.rss());
  }
  file.end();
  const { units, findingsTotal } = check.report();
  const grown = ((most - before) / megabyte).toFixed(0);
  console.log(
    `${bytes / megabyte} MB in pieces of 1 MB: grew by ${grown} MB (${units.length} units, ${findingsTotal} findings)`,
  );
}

function checkUnit(unit: readonly UnitFile[]): void {
  checkFiles(unit);
}

function floorOf(unit: readonly UnitFile[]): void {
  for (const { bytes } of unit) {
    const text = new TextDecoder('shift_jis', { fatal: true }).decode(bytes);
    initParser(inferSchema(text, { header: () => [] })).stringArrs(text);
  }
}

function seconds(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

function median(values: readonly number[]): number {
  return percentile(
    [...values].sort((a, b) => a - b),
    50,
  );
}

run();
