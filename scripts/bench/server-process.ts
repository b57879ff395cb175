import { ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface ServerProcess {
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts one of our own programs as a process of its own and waits for a line of its output that says it is ready. */
export async function startServer(
  program: string,
  environment: NodeJS.ProcessEnv,
  ready: RegExp,
): Promise<ServerProcess> {
  // Flags such as --cpu-prof count for the servers, too.
  const child = spawn(process.execPath, [...process.execArgv, program], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${program} did not start.`);
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (ready.test(line)) resolve();
    });
    child.once('exit', (code) => reject(new Error(`${program} ended with ${code ?? 'a signal'}.`)));
  });
  return { pid, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}
