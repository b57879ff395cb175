#!/usr/bin/env node
/**
 * Brings a bare checkout up: installs the dependencies when they are missing or the lock changed, and with --build
 * compiles. Says nothing when there is nothing to do. Runs before node_modules exists, so it needs only Node.js itself.
 */
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => join(root, ...parts);
const packageLock = at('package-lock.json');
const installStamp = at('node_modules', '.careplan-lock');
const buildStamp = at('dist', '.careplan-sources');
const setupLock = at('.data', 'setup.lock');

class StepFailed extends Error {}

try {
  refuseOldNode();
  await takeLock();
  install();
  if (process.argv.includes('--build')) build();
} catch (error) {
  console.error(error instanceof StepFailed ? error.message : error);
  process.exitCode = 1;
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new StepFailed(`Node.js ${process.versions.node} is too old: the gateway needs Node.js 20.19 or newer.`);
}

function install() {
  const wanted = sha256(fs.readFileSync(packageLock));
  if (readIfThere(installStamp) === wanted) return;
  if (!installedMatchesLock()) {
    step('dependencies installed', () => {
      const failure = npm('ci');
      if (failure !== null) installByLock(failure);
    });
  }
  fs.writeFileSync(installStamp, wanted);
}

/**
 * `npm ci` refuses a lock that names optional binaries of other platforms which cannot be had;
 * `npm install` takes the same lock. It may also rewrite the lock, which is the committed truth: that is undone.
 */
function installByLock(ciFailure) {
  const committed = fs.readFileSync(packageLock);
  try {
    const failure = npm('install');
    if (failure !== null) throw new StepFailed(`npm ci failed:\n${ciFailure}\nnpm install failed:\n${failure}`);
  } finally {
    if (!fs.readFileSync(packageLock).equals(committed)) fs.writeFileSync(packageLock, committed);
  }
}

/** Null when npm succeeded, else what it said. Build tools are needed even where NODE_ENV says production. */
function npm(command) {
  const cli = process.env.npm_execpath;
  const [program, ...first] = cli?.endsWith('npm-cli.js') ? [process.execPath, cli] : ['npm'];
  const flags = ['--include=dev', '--ignore-scripts=false', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = spawnSync(program, [...first, command, ...flags], { cwd: root, encoding: 'utf8' });
  if (result.error) return result.error.message;
  return result.status === 0 ? null : `${result.stdout}${result.stderr}`.trim();
}

/** An install made by hand counts, when npm's own record of it holds every package of the lock at its version. */
function installedMatchesLock() {
  const record = readIfThere(at('node_modules', '.package-lock.json'));
  if (record === null) return false;
  const installed = JSON.parse(record).packages;
  const locked = JSON.parse(fs.readFileSync(packageLock, 'utf8')).packages;
  return Object.entries(locked).every(([path, { version, optional, peer }]) => {
    if (path === '') return true;
    const found = installed[path];
    return found ? found.version === version : Boolean(optional || peer);
  });
}

/** Skipped when no source, setting or dependency changed: even an incremental tsc takes seconds to find that out. */
function build() {
  const wanted = sourcesDigest();
  if (readIfThere(buildStamp) === wanted) return;
  step('compiled', () => {
    removeOrphans(at('dist'));
    const tsc = at('node_modules', 'typescript', 'bin', 'tsc');
    const result = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
    if (result.status !== 0) throw new StepFailed('Compilation failed.');
  });
  fs.writeFileSync(buildStamp, wanted);
}

function sourcesDigest() {
  const settings = ['tsconfig.json', 'tsconfig.build.json', 'package.json', 'package-lock.json'].map((name) =>
    at(name),
  );
  const sources = ['src', 'migrations', 'scripts', 'test'].flatMap((folder) => filesBelow(at(folder), '.ts'));
  const lines = [...settings, ...sources.sort()].map((path) => {
    const { size, mtimeMs } = fs.statSync(path);
    return `${relative(root, path)} ${size} ${mtimeMs}`;
  });
  return sha256(lines.join('\n'));
}

/** A module whose source is gone must not go on being imported (a deleted migration would still run). */
function removeOrphans(dist) {
  for (const path of filesBelow(dist, '.js')) {
    if (fs.existsSync(at(relative(dist, path).replace(/\.js$/, '.ts')))) continue;
    fs.rmSync(path);
    fs.rmSync(`${path}.map`, { force: true });
  }
}

function filesBelow(folder, extension) {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(extension))
    .map((name) => join(folder, name));
}

/** One line per thing done, with its seconds. */
function step(done, work) {
  const start = performance.now();
  work();
  console.log(`${done} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

/** Two runs at once must not install or compile into the same folders: the second waits for the first. */
async function takeLock() {
  fs.mkdirSync(dirname(setupLock), { recursive: true });
  for (let said = false; !lockCreated();) {
    const holder = Number(readIfThere(setupLock));
    if (holder > 0 && !isRunning(holder)) releaseStale(holder);
    if (!said && holder > 0) console.log(`waiting for the set-up running in process ${holder}`);
    said ||= holder > 0;
    await sleep(200);
  }
  process.on('exit', () => fs.rmSync(setupLock, { force: true }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));
}

/** The lock appears with its holder's name already in it, so nobody ever reads an empty one. */
function lockCreated() {
  const mine = `${setupLock}.${process.pid}`;
  fs.writeFileSync(mine, String(process.pid));
  try {
    fs.linkSync(mine, setupLock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    fs.rmSync(mine);
  }
}

/** Moved aside before it is removed: of two waiters who both saw it stale only one gets it, and never a fresh one. */
function releaseStale(holder) {
  const aside = `${setupLock}.stale.${process.pid}`;
  try {
    fs.renameSync(setupLock, aside);
    if (Number(readIfThere(aside)) !== holder) fs.linkSync(aside, setupLock);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  } finally {
    fs.rmSync(aside, { force: true });
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function readIfThere(path) {
  try {
    return fs.readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

function sha256(data) {
  return createHash('sha256').update(data).digest('hex');
}
