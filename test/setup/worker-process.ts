import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { publicUrl, TestGateway } from './gateway.js';

const program = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));

/** A worker of this installation as a process of its own: what can be killed. */
export interface WorkerProcess {
  /** SIGKILL: nothing is put in order. */
  kill(): Promise<void>;
}

export async function startWorkerProcess(
  gateway: TestGateway,
  environment: Readonly<Record<string, string>> = {},
): Promise<WorkerProcess> {
  const child = spawn(process.execPath, [program], {
    env: {
      ...gateway.keys.environment,
      ROLE: 'worker',
      PUBLIC_URL: publicUrl,
      DATABASE_URL: gateway.databaseUrl,
      LOG_LEVEL: 'info',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.includes('working on queues')) resolve();
    });
    void ended.then(() => reject(new Error('the worker ended before it worked')));
  });
  return {
    kill: () => {
      child.kill('SIGKILL');
      return ended;
    },
  };
}
