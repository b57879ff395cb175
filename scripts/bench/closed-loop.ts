import { Timing, timingOf } from './percentile.js';

/**
 * Runs a job again and again with a fixed number of them under way, for a bounded time and a bounded number.
 * A job that fails ends the run: a benchmark of errors says nothing.
 */
export async function closedLoop(
  concurrency: number,
  seconds: number,
  maxJobs: number,
  job: (lane: number) => Promise<void>,
): Promise<Timing> {
  const durations: number[] = [];
  const begin = performance.now();
  let started = 0;
  const lane = async (number: number): Promise<void> => {
    while (performance.now() - begin < seconds * 1000 && started < maxJobs) {
      started++;
      const start = performance.now();
      await job(number);
      durations.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, (_, number) => lane(number)));
  return timingOf(durations, (performance.now() - begin) / 1000);
}
