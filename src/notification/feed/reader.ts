import { ClientKind } from '../../http/caller.js';

/** Who reads the feed: a client, and the name under which it is told of things. */
export interface FeedReader {
  readonly clientId: string;
  readonly reader: string;
}

/** An office's software reads what its office may know, a relay or network what it may know itself. */
export function readerOf({ clientId, officeNumber }: { clientId: string; officeNumber: string | null }): FeedReader {
  return { clientId, reader: officeNumber ?? clientId };
}

/** Who is told of anything: the operator has no part in what is exchanged. */
export const readers: [ClientKind, ...ClientKind[]] = ['office', 'relay', 'network'];
