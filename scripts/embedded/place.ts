import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { Account, canReach } from './account.js';
import { claim, livingOwner } from './owner.js';

/** Where root keeps what a service account must reach when the checkout itself is root's own. */
export const SHARED_STATE = '/var/lib/careplan';

const TEMPORARY_PREFIX = 'careplan-';

/**
 * A folder for one service: the wanted one, or another when the account cannot pass through to it. Persistent data never
 * goes to the system's temporary folder, which is emptied at a restart of many machines.
 */
export function reachableFolder(wanted: string, account: Account | null, say: (line: string) => void): string {
  const folder = createFolder(resolve(wanted), account);
  if (canReach(account, folder)) return folder;
  const name = `${basename(wanted)}-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`;
  mkdirSync(SHARED_STATE, { recursive: true, mode: 0o755 });
  const instead = createFolder(join(SHARED_STATE, name), account);
  if (!canReach(account, instead)) throw new Error(`The service account can reach neither ${folder} nor ${instead}.`);
  say(`${folder} is closed to the service account: using ${instead}`);
  return instead;
}

/** Open to pass through, and only that, where the service runs as another account. */
function createFolder(path: string, account: Account | null): string {
  mkdirSync(path, { recursive: true });
  chmodSync(path, account === null ? 0o700 : 0o711);
  return path;
}

/** A fresh folder for what shall not outlive this process. What killed processes left behind goes first. */
export function createTemporaryHome(): string {
  removeAbandonedHomes();
  const home = mkdtempSync(join(tmpdir(), TEMPORARY_PREFIX));
  claim(home);
  chmodSync(home, 0o711);
  return home;
}

/** Only folders of this account: in a shared temporary folder anybody may plant one of that name. */
function removeAbandonedHomes(): void {
  for (const name of readdirSync(tmpdir())) {
    const home = join(tmpdir(), name);
    if (!/^careplan-[A-Za-z0-9]{6}$/.test(name) || !isOurs(home) || isInUse(home)) continue;
    rmSync(home, { recursive: true, force: true });
  }
}

function isOurs(home: string): boolean {
  const found = statSync(home, { throwIfNoEntry: false });
  return found !== undefined && found.isDirectory() && found.uid === process.getuid?.();
}

/** Young ones count as used: their owner may not be written down yet, or their services may still be stopping. */
function isInUse(home: string): boolean {
  const found = statSync(home, { throwIfNoEntry: false });
  return found === undefined || Date.now() - found.mtimeMs < 60_000 || livingOwner(home) !== null;
}
