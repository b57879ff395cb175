import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';

/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;

interface Stat {
  readonly parent: number;
  /** Own time and that of ended children. */
  readonly milliseconds: number;
}

/** Processor time in milliseconds of a process and everything below it, ended children included. Linux only. */
export function processorTime(root: number): number {
  const stats = new Map<number, Stat>();
  for (const entry of readdirSync('/proc')) {
    const stat = /^\d+$/.test(entry) ? readStat(Number(entry)) : null;
    if (stat) stats.set(Number(entry), stat);
  }
  return timeBelow(root, stats);
}

function timeBelow(root: number, stats: ReadonlyMap<number, Stat>): number {
  let milliseconds = stats.get(root)?.milliseconds ?? 0;
  for (const [process, { parent }] of stats) if (parent === root) milliseconds += timeBelow(process, stats);
  return milliseconds;
}

function readStat(process: number): Stat | null {
  try {
    // Fields after the name, which stands in parentheses and may hold anything (proc(5)).
    const fields = readFileSync(`/proc/${process}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
    const field = (number: number): number => Number(fields[number - 3]);
    return { parent: field(4), milliseconds: (field(14) + field(15) + field(16) + field(17)) * TICK_MS };
  } catch {
    return null;
  }
}

/** The postmaster of a server on this machine: the parent of any backend. */
export async function postmasterOf(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    return readStat(rows[0]?.pid ?? 0)?.parent ?? 0;
  } finally {
    await client.end();
  }
}
