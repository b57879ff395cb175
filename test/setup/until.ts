import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until what `look` gives is so. */
export async function until<T>(look: () => Promise<T> | T, isSo: (seen: T) => boolean): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    const seen = await look();
    if (isSo(seen)) return seen;
    if (attempt === 1200) throw new Error(`It stays so: ${JSON.stringify(seen)}`);
    await sleep(25);
  }
}
