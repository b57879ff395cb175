const minute = 60;
const hour = 60 * minute;

/**
 * Seconds from one attempt to the next: the first is made at once, the tenth after some three days (Standard Webhooks 1.0,
 * “Deliverability and reliability”).
 */
export const waitSeconds = [
  0,
  5,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
];

/** So much more or less, that what failed together does not come back together. */
const jitter = 0.1;

/** No receiver puts off what it is told for longer. */
const longestSeconds = 24 * hour;

/**
 * When the next attempt is due after so many that failed; null when that was the last.
 * @param retryAfter seconds that the receiver asked for; never sooner than by the schedule
 * @param chance 0 ≤ chance < 1
 */
export function nextAttempt(failed: number, now: Date, retryAfter: number | null, chance: number): Date | null {
  const wait = waitSeconds[failed];
  if (wait === undefined) return null;
  const jittered = wait * (1 - jitter + 2 * jitter * chance);
  const asked = Math.min(retryAfter ?? 0, longestSeconds);
  return new Date(now.getTime() + Math.max(jittered, asked) * 1000);
}

/** After so many failures in a row a receiver is left in peace; one delivery then finds out whether it is back. */
export const failuresBeforeRest = 3;
const firstRestSeconds = 5;
const longestRestSeconds = 5 * minute;

/** Until when; null when it is not to rest yet. */
export function restUntil(failures: number, now: Date): Date | null {
  if (failures < failuresBeforeRest) return null;
  const seconds = firstRestSeconds * 2 ** Math.min(failures - failuresBeforeRest, 10);
  return new Date(now.getTime() + Math.min(seconds, longestRestSeconds) * 1000);
}

/** A receiver that has failed for so long without a success is given up. */
export const givenUpAfterMilliseconds = 5 * 24 * hour * 1000;
