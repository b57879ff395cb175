import { bringUpOwnGateway, OwnGateway } from './bring-up.js';
import { Narrator } from './narrator.js';

/** What is told when it does not reach its end. */
export interface Aborted {
  readonly ja: string;
  readonly en: string;
}

/** A signal often comes twice at once: from the terminal, and passed on by npm. Only a later one is impatience. */
const IMPATIENT_AFTER_MS = 1_000;

/**
 * Runs a program against a gateway of its own that is gone afterwards, and ends the process with the exit code that the
 * program answers: 1 when it throws, 130 when it is interrupted.
 */
export async function runOnOwnGateway(
  program: (gateway: OwnGateway, narrator: Narrator) => Promise<number>,
  aborted: Aborted,
): Promise<void> {
  const stops: (() => Promise<void>)[] = [];
  const stopping = new AbortController();
  let stoppingSince: number | null = null;

  /** In reverse order, the gateway before what it stands on. The services end with this process in any case. */
  async function stop(code: number): Promise<void> {
    if (stoppingSince !== null) {
      if (performance.now() - stoppingSince > IMPATIENT_AFTER_MS) process.exit(1);
      return;
    }
    stoppingSince = performance.now();
    stopping.abort();
    let exitCode = code;
    for (let next = stops.pop(); next !== undefined; next = stops.pop()) {
      await next().catch((error: unknown) => {
        console.error(error);
        exitCode ||= 1;
      });
    }
    process.exit(exitCode);
  }

  function fail(error: unknown): void {
    if (stoppingSince !== null) return;
    console.error(`\n✗ ${aborted.ja} / ${aborted.en}`);
    console.error(error);
    void stop(1);
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(130));
  process.on('uncaughtException', (error) => fail(error));
  process.on('unhandledRejection', (reason) => fail(reason));

  const narrator = new Narrator(process.stdout);
  try {
    const gateway = await bringUpOwnGateway(narrator, stopping.signal, (stopOne) => stops.push(stopOne));
    await stop(await program(gateway, narrator));
  } catch (error) {
    fail(error);
  }
}
