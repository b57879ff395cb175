import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { isId } from '../database/identifiers.js';
import { RecordItem } from '../http/access-record.js';
import { Caller } from '../http/caller.js';
import { Problem } from '../http/problem.js';
import { CallerCertificates } from '../identity/caller-certificates.js';
import { CollectionZip } from '../sealing/collection-zip.js';
import { sha256Base64url } from '../sealing/digest.js';
import { CollectContent } from './collect-content.js';
import { CollectionStore, Heading } from './collection.store.js';
import { CollectedView, CollectionIndexView } from './collection.view.js';
import { partyOf } from './party.js';

/**
 * Contents of any number of the caller's offices as one zip: `ID.jwe.json` for each, and at last `index.json`. One content
 * is in memory at a time, and the next is read when the caller has taken it. Each is collected just before its first byte
 * leaves; what a broken stream did not bring may be collected again.
 */
@Injectable()
export class CollectMany {
  constructor(
    private readonly collectContent: CollectContent,
    private readonly collections: CollectionStore,
    private readonly certificates: CallerCertificates,
    private readonly clock: Clock,
  ) {}

  /**
   * The zip, whose first content is there already: what keeps all from being collected is told by a status, not by a stream
   * that breaks off.
   * @param record notes that one content was handed over, or why not, before it is
   */
  async run(caller: Caller, ids: readonly string[], record: RecordItem): Promise<Readable> {
    const known = await this.collections.headings(partyOf(caller), ids.filter(isId), this.clock.now());
    const zip = this.zip(caller, ids, new Map(known.map((heading) => [heading.id, heading])), record);
    const first = await zip.next();
    return Readable.from(beginningWith(first, zip), { objectMode: false });
  }

  private async *zip(
    caller: Caller,
    ids: readonly string[],
    headings: ReadonlyMap<string, Heading>,
    record: RecordItem,
  ): AsyncGenerator<Uint8Array, void> {
    const zip = new CollectionZip();
    const index: CollectionIndexView = { transmissions: [] };
    for (const id of ids) {
      // The reader takes its time: a revocation ends the stream, too.
      await this.certificates.requireStillActive(caller);
      const outcome = await this.collect(caller, id);
      await record(id, outcome instanceof Problem ? outcome : null);
      const line = lineOf(id, outcome, headings.get(id.toLowerCase()));
      index.transmissions.push(line);
      if (!(outcome instanceof Problem)) yield* zip.entry(String(line.file), outcome);
    }
    yield* zip.entry('index.json', Buffer.from(JSON.stringify(index, null, 1)));
    yield zip.end();
  }

  private async collect(caller: Caller, id: string): Promise<Buffer | Problem> {
    try {
      return await this.collectContent.run(caller, id);
    } catch (error) {
      if (error instanceof Problem && error.definition.status < 500) return error;
      throw error;
    }
  }
}

function lineOf(id: string, outcome: Buffer | Problem, heading: Heading | undefined): CollectedView {
  const { sender = null, destination = null, sequence = null } = heading ?? {};
  const unit = { sender, destination, sequence };
  if (outcome instanceof Problem) {
    return { transmission: id, file: null, size: null, sha256: null, ...unit, problem: outcome.type };
  }
  const sha256 = sha256Base64url(outcome);
  return { transmission: id, file: `${id}.jwe.json`, size: outcome.length, sha256, ...unit, problem: null };
}

/** Goes on with a generator whose first value was taken already, and ends it when nobody wants the rest. */
async function* beginningWith(
  first: IteratorResult<Uint8Array, void>,
  rest: AsyncGenerator<Uint8Array, void>,
): AsyncGenerator<Uint8Array, void> {
  try {
    if (!first.done) yield first.value;
    yield* rest;
  } finally {
    await rest.return();
  }
}
