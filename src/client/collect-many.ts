import { CollectionCutOff, readCollectionZip } from '../sealing/read-collection-zip.js';
import { Transmission } from './answers.js';
import { Collected, collect, openTransmission } from './collect.js';
import { GatewayClient } from './gateway-client.js';
import { GatewayUnreachable } from './gateway-problem.js';

/** Of one call: a stream that breaks is asked for again with what is missing, so it need not be short. */
const TRANSMISSIONS_A_CALL = 500;
/** Streams that broke in a row without having brought anything. */
const FRUITLESS_STREAMS = 5;
const FIRST_WAIT_MS = 250;
/** More than the gateway lets anybody send. */
const LARGEST_CONTENT = 1 << 29;

/** What became of one: what it holds, opened and verified, or why it could not be had. */
export interface CollectionOutcome<T> {
  readonly transmission: T;
  readonly collected: Collected | null;
  /** GatewayProblem, EvidenceRefused. */
  readonly error: unknown;
}

/**
 * Collects many in one stream, one content in memory at a time, in the order given; what a broken stream did not bring is
 * asked for again. One that cannot be had or believed does not hold up the rest.
 * Throws GatewayProblem, GatewayUnreachable, when nothing comes at all.
 */
export async function* collectMany<T extends Transmission>(
  gateway: GatewayClient,
  transmissions: readonly T[],
): AsyncGenerator<CollectionOutcome<T>> {
  for (let at = 0; at < transmissions.length; at += TRANSMISSIONS_A_CALL) {
    yield* collectSome(gateway, transmissions.slice(at, at + TRANSMISSIONS_A_CALL));
  }
}

async function* collectSome<T extends Transmission>(
  gateway: GatewayClient,
  transmissions: readonly T[],
): AsyncGenerator<CollectionOutcome<T>> {
  const missing = new Map(transmissions.map((one) => [one.id, one]));
  for (let fruitless = 0; missing.size > 0;) {
    const wanted = missing.size;
    const { isWhole, cause } = yield* bring(gateway, missing);
    if (isWhole) break;
    fruitless = missing.size < wanted ? 0 : fruitless + 1;
    if (fruitless === FRUITLESS_STREAMS) throw cause;
    await gateway.wait(FIRST_WAIT_MS * 2 ** fruitless);
  }
  // What a whole stream did not hold was refused: asked for by itself, the gateway says why in words.
  for (const transmission of missing.values()) {
    yield await outcomeOf(transmission, () => collect(gateway, transmission.id));
  }
}

interface Stream {
  readonly isWhole: boolean;
  readonly cause: unknown;
}

/** Takes what one stream brings out of what is missing. */
async function* bring<T extends Transmission>(
  gateway: GatewayClient,
  missing: Map<string, T>,
): AsyncGenerator<CollectionOutcome<T>, Stream> {
  const entries = readCollectionZip(
    await gateway.stream('/v1/collections', { transmissions: [...missing.keys()] }),
    LARGEST_CONTENT,
  );
  try {
    for (;;) {
      const entry = await nextOf(gateway, entries);
      if (entry === null) return { isWhole: true, cause: null };
      const transmission = missing.get(entry.name.replace(/\.jwe\.json$/, ''));
      if (!transmission) continue; // the index, which the status of what is missing says better
      const sealed = entry.bytes.toString('utf8');
      const outcome = await outcomeOf(transmission, () => openTransmission(gateway, transmission, sealed));
      missing.delete(transmission.id);
      yield outcome;
    }
  } catch (cause) {
    if (cause instanceof GatewayUnreachable) return { isWhole: false, cause };
    throw cause;
  } finally {
    await entries.return(undefined);
  }
}

/** A stream that ended too early is no better than one that broke. */
async function nextOf(gateway: GatewayClient, entries: ReturnType<typeof readCollectionZip>) {
  try {
    const { done, value } = await entries.next();
    return done ? null : value;
  } catch (cause) {
    if (!(cause instanceof CollectionCutOff)) throw cause;
    throw new GatewayUnreachable(gateway.identity.gatewayUrl, { cause });
  }
}

/** A refusal of the one is its outcome; without network, or through a fault of ours, there is none. */
async function outcomeOf<T extends Transmission>(
  transmission: T,
  open: () => Promise<Collected>,
): Promise<CollectionOutcome<T>> {
  try {
    return { transmission, collected: await open(), error: null };
  } catch (error) {
    if (error instanceof GatewayUnreachable) throw error;
    return { transmission, collected: null, error };
  }
}
