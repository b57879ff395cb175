import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Which process uses a folder: its number and its start time, because numbers come round again (in a container, the
 * very same ones at each start).
 */
export function claim(folder: string): void {
  writeFileSync(join(folder, 'owner'), identityOf(process.pid) ?? '', { mode: 0o600 });
}

/** The number of the other living process that claimed the folder, or null. */
export function livingOwner(folder: string): number | null {
  const owner = readIfThere(join(folder, 'owner'));
  if (owner === null) return null;
  const pid = Number.parseInt(owner, 10);
  return pid > 0 && pid !== process.pid && identityOf(pid) === owner ? pid : null;
}

function identityOf(pid: number): string | null {
  const started = process.platform === 'linux' ? startedByProc(pid) : startedByPs(pid);
  return started === null ? null : `${pid} ${started}`;
}

/** Field 22 of /proc/PID/stat; counted from the last parenthesis, because the name before it may contain anything. */
function startedByProc(pid: number): string | null {
  const stat = readIfThere(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function startedByPs(pid: number): string | null {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null; // ps fails when there is no such process
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ESRCH') return null;
    throw error;
  }
}
