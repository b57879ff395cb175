import { AtRestRefused } from '../../sealing/at-rest.js';

/** What `open` gives; null where it was encrypted under a content key that is not this gateway's any more. */
export function ifReadable<T>(open: () => T): T | null {
  try {
    return open();
  } catch (error) {
    if (error instanceof AtRestRefused) return null;
    throw error;
  }
}
