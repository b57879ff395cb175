import { bringUpDemo } from './demo/bring-up.js';
import { Narrator } from './demo/narrator.js';
import { tellStory } from './demo/story.js';

/**
 * The main job from end to end, on sample files of the standard, against a gateway of its own that is gone afterwards.
 * Exits 0 only if every step held.
 */

/** A signal often comes twice at once: from the terminal, and passed on by npm. Only a later one is impatience. */
const IMPATIENT_AFTER_MS = 1_000;

const stops: (() => Promise<void>)[] = [];
const stopping = new AbortController();
let stoppingSince: number | null = null;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(130));
process.on('uncaughtException', (error) => fail(error));
process.on('unhandledRejection', (reason) => fail(reason));

const narrator = new Narrator(process.stdout);
try {
  const place = await bringUpDemo(narrator, stopping.signal, (stopOne) => stops.push(stopOne));
  await tellStory(place, narrator);
  narrator.end(place.gatewayUrl);
  await stop(0);
} catch (error) {
  fail(error);
}

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
  console.error('\n✗ デモは途中で止まりました。 / The demo stopped here.');
  console.error(error);
  void stop(1);
}
