import { execFileSync, spawnSync } from 'node:child_process';

/** The account a service runs as, where it must not run as root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Null when this process is not root: then services run as whoever started it. */
export function unprivilegedAccount(name: string): Account | null {
  if (process.getuid?.() !== 0) return null;
  return findAccount(name) ?? createAccount(name);
}

function findAccount(name: string): Account | null {
  const uid = spawnSync('id', ['-u', name], { encoding: 'utf8' });
  const gid = spawnSync('id', ['-g', name], { encoding: 'utf8' });
  if (uid.status !== 0 || gid.status !== 0) return null;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

/** initdb looks its own account up by name, so an unused number would not do. */
function createAccount(name: string): Account {
  execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const account = findAccount(name);
  if (account === null) throw new Error(`The account "${name}" could not be created.`);
  return account;
}

/** Whether the account can pass through every folder on the way to the path: asked of the system, as that account. */
export function canReach(account: Account | null, path: string): boolean {
  return (
    spawnSync('/bin/sh', ['-c', 'test -x "$0"', path], { cwd: '/', stdio: 'ignore', ...(account ?? {}) }).status === 0
  );
}
