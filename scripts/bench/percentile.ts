/** The p-th percentile (nearest rank) of sorted figures. */
export function percentile(sorted: readonly number[], p: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil((p / 100) * sorted.length) - 1)] ?? NaN;
}

export interface Timing {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** What a closed loop saw: how many in a second, and how long one took, in milliseconds. */
export function timingOf(durations: readonly number[], seconds: number): Timing {
  const sorted = [...durations].sort((a, b) => a - b);
  return { perSecond: durations.length / seconds, p50: percentile(sorted, 50), p99: percentile(sorted, 99) };
}
