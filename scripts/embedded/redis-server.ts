import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export type RedisProgram = { readonly path: string } | { readonly missing: string };

/** The redis-server of this machine; on Debian and its kin, when this process is root, installed on the spot. */
export function redisProgram(): RedisProgram {
  const found = inPath();
  if (found !== null) return { path: found };
  const why = 'redis-server is not installed';
  if (process.getuid?.() !== 0) return { missing: `${why}, and only root may install it` };
  if (spawnSync('apt-get', ['--version']).error)
    return { missing: `${why}, and there is no apt-get to install it with` };
  const failure = install();
  const installed = inPath();
  return installed === null ? { missing: `${why}, and apt-get could not install it: ${failure}` } : { path: installed };
}

function inPath(): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/bin', '/usr/bin'];
  return (
    folders
      .filter(Boolean)
      .map((folder) => join(folder, 'redis-server'))
      .find(isExecutable) ?? null
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The last line apt-get said when it failed. */
function install(): string {
  return withoutServiceStart(() => {
    const quiet = ['-qq', '-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=1'];
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const update = spawnSync('apt-get', [...quiet, 'update'], { env, encoding: 'utf8' });
    const packages = ['install', '-y', '--no-install-recommends', 'redis-server'];
    const result = spawnSync('apt-get', [...quiet, ...packages], { env, encoding: 'utf8' });
    return (result.stderr || update.stderr).trim().split('\n').at(-1) ?? '';
  });
}

/** Debian starts a service when it installs one, unless this file says no (101: action forbidden by policy). */
function withoutServiceStart<T>(work: () => T): T {
  const policy = '/usr/sbin/policy-rc.d';
  if (existsSync(policy)) return work();
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return work();
  } finally {
    rmSync(policy, { force: true });
  }
}
