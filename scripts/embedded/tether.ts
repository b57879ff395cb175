import { ChildProcess, spawn } from 'node:child_process';
import { openSync, closeSync } from 'node:fs';
import { Account } from './account.js';

export interface TetherOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly stopSignal: 'INT' | 'TERM';
  readonly logFile: string;
  /** Emptied as far as the account may, once the command is gone. */
  readonly removeAfterwards?: string;
  readonly account?: Account | null;
}

export interface Tethered {
  /** Settles when the command ended, for whatever reason. */
  readonly ended: Promise<void>;
  hasEnded(): boolean;
  stop(): Promise<void>;
}

/**
 * $1 the signal, $2 a folder or nothing, then the command. The shell reads a pipe that only its parent holds open: when
 * the parent stops it, exits, crashes or is killed by force, the read ends and the command is told to stop. (The read is
 * in the background on a duplicate, because a background job's own standard input is /dev/null.)
 */
const tether = `
signal=$1 folder=$2; shift 2
exec 3<&0
"$@" 3<&- & command=$!
(read -r _ <&3; kill -s "$signal" "$command") 2>/dev/null & reader=$!
wait "$command"; code=$?
kill "$reader" 2>/dev/null
[ -n "$folder" ] && rm -rf -- "$folder" 2>/dev/null
exit "$code"
`;

/**
 * Starts a command that cannot outlive this process. It leads its own process group, so that Ctrl-C in a terminal
 * reaches this process only: what uses the service closes first, then the service.
 */
export function startTethered(options: TetherOptions): Tethered {
  const log = openSync(options.logFile, 'a', 0o600);
  const child = spawn(
    '/bin/sh',
    ['-c', tether, 'tether', options.stopSignal, options.removeAfterwards ?? '', options.command, ...options.args],
    {
      cwd: '/',
      detached: true,
      stdio: ['pipe', log, log],
      env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C' },
      ...(options.account ?? {}),
    },
  );
  closeSync(log);
  child.stdin?.on('error', () => undefined); // the command went first: nobody reads the pipe any more
  const ended = endOf(child);
  return {
    ended,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined,
    async stop() {
      child.stdin?.end();
      await ended;
    },
  };
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
}
