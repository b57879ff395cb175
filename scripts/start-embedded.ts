import { existsSync } from 'node:fs';
import { startGateway } from '../src/main.js';
import { bringUpEmbedded } from './embedded/environment.js';

/** A signal often comes twice at once: from the terminal, and passed on by npm. Only a later one is impatience. */
const IMPATIENT_AFTER_MS = 1_000;

const stops: (() => Promise<void>)[] = [];
let stoppingSince: number | null = null;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
process.on('uncaughtException', (error) => fail(error));
process.on('unhandledRejection', (reason) => fail(reason));

try {
  await start();
} catch (error) {
  fail(error);
}

async function start(): Promise<void> {
  const embedded = await bringUpEmbedded();
  stops.push(() => embedded.stop());
  const gateway = await startGateway(embedded.environment);
  stops.push(() => gateway.close());
  console.log(`The gateway is at     ${gateway.url}`);
  console.log(`Its documentation at  ${gateway.url}/docs`);
  const codeFile = embedded.environment.OPERATOR_CODE_FILE ?? '';
  if (existsSync(codeFile)) console.log(`The operator enrols with the one-time code in ${codeFile}`);
  console.log('Stop it with Ctrl-C.');
}

/** The gateway first, then what it stands on. The services end with this process in any case, even a killed one. */
async function stop(code: number): Promise<void> {
  if (stoppingSince !== null) {
    if (performance.now() - stoppingSince > IMPATIENT_AFTER_MS) process.exit(1);
    return;
  }
  stoppingSince = performance.now();
  for (let next = stops.pop(); next !== undefined; next = stops.pop()) {
    await next().catch((error: unknown) => console.error(error));
  }
  process.exit(code);
}

/** What a person at the terminal can act on; the stack tells nothing more. */
function reasonOf(error: Error): string {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EADDRINUSE' ? `${error.message}: choose another with HTTP_PORT.` : error.message;
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? reasonOf(error) : error);
  void stop(1);
}
