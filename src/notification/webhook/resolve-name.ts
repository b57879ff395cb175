import type { Resolver } from 'node:dns/promises';

/** Resolves a name to all its addresses; rejects where it has none. */
export type Resolve = (name: string) => Promise<readonly string[]>;

/**
 * Asks DNS itself. The system's own way (getaddrinfo) has two threads for all of this process and no bound in time: a few names
 * whose servers never answer would stop every webhook, and whatever else has to connect. Who asks for the same name at the same
 * time shares the answer. Names that stand in a hosts file only are not found.
 */
export function resolverOf(resolver: Pick<Resolver, 'resolve4' | 'resolve6'>): Resolve {
  const underWay = new Map<string, Promise<readonly string[]>>();
  const ask = async (name: string): Promise<readonly string[]> => {
    const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    const [failure] = answers.filter((answer) => answer.status === 'rejected');
    if (addresses.length === 0) throw failure?.reason ?? new Error('no address');
    return addresses;
  };
  return (name) => {
    if (/^(.+\.)?localhost\.?$/.test(name)) return Promise.resolve(['127.0.0.1']); // RFC 6761 section 6.3
    const asked = underWay.get(name) ?? ask(name).finally(() => underWay.delete(name));
    underWay.set(name, asked);
    return asked;
  };
}
