import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Account } from './account.js';
import { PostgresBinaries } from './postgres-binaries.js';

const TETHER_GRACE_MS = 5_000;

/**
 * Clears what a crashed run left on a data folder that nobody owns any more: a server still stopping is waited for, a
 * server left alone is stopped, and the number of a server long gone is removed, since PostgreSQL refuses to start when
 * another process of the same account bears that number today.
 */
export async function clearStalePostmaster(data: string, binaries: PostgresBinaries, account: Account | null) {
  const deadline = Date.now() + TETHER_GRACE_MS;
  while (postmasterRuns(data) && Date.now() < deadline) await sleep(50);
  if (postmasterRuns(data)) stopPostmaster(data, binaries, account);
  rmSync(join(data, 'postmaster.pid'), { force: true });
}

function postmasterRuns(data: string): boolean {
  const pid = postmasterPid(data);
  return pid !== null && commandLineOf(pid).includes(data);
}

function stopPostmaster(data: string, binaries: PostgresBinaries, account: Account | null): void {
  execFileSync(binaries.pgCtl, ['stop', '--pgdata', data, '--mode', 'fast', '--wait', '--silent'], {
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(account ?? {}),
  });
}

function postmasterPid(data: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(join(data, 'postmaster.pid'), 'utf8'), 10);
    return pid > 0 ? pid : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function commandLineOf(pid: number): string {
  if (process.platform !== 'linux') return spawnSync('ps', ['-o', 'command=', '-p', String(pid)]).stdout.toString();
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // gone between the two looks
  }
}
