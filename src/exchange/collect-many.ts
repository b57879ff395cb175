import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Zip, ZipPassThrough } from 'fflate';
import { Caller } from '../http/caller.js';
import { RecordItem } from '../http/access-record.js';
import { Problem } from '../http/problem.js';
import { CallerCertificates } from '../identity/caller-certificates.js';
import { CollectContent } from './collect-content.js';

/** What became of each, as the last entry of the zip says it. */
interface Collected {
  readonly transmission: string;
  readonly file: string | null;
  readonly problem: string | null;
}

/**
 * Contents of any number of the caller's offices as one zip: `ID.jwe.json` for each, and at last `index.json`. One content
 * is in memory at a time. Each is collected just before its first byte leaves; what a broken stream did not bring may be
 * collected again.
 */
@Injectable()
export class CollectMany {
  constructor(
    private readonly collectContent: CollectContent,
    private readonly certificates: CallerCertificates,
  ) {}

  /** @param record notes that one content was handed over, or why not, before it is */
  run(caller: Caller, ids: readonly string[], record: RecordItem): Readable {
    return Readable.from(this.zip(caller, ids, record), { objectMode: false });
  }

  private async *zip(caller: Caller, ids: readonly string[], record: RecordItem): AsyncGenerator<Uint8Array> {
    let ready: Uint8Array[] = [];
    const zip = new Zip((error, chunk) => {
      if (error) throw error;
      ready.push(chunk);
    });
    const add = (name: string, bytes: Uint8Array): Uint8Array => {
      const entry = new ZipPassThrough(name); // ciphertext does not compress
      zip.add(entry);
      entry.push(bytes, true);
      return taken();
    };
    const taken = (): Uint8Array => {
      const bytes = Buffer.concat(ready);
      ready = [];
      return bytes;
    };
    const index: Collected[] = [];
    for (const id of ids) {
      // The reader takes its time: a revocation ends the stream, too.
      await this.certificates.requireStillActive(caller);
      const outcome = await this.collect(caller, id);
      await record(id, outcome instanceof Problem ? outcome : null);
      const file = outcome instanceof Problem ? null : `${id}.jwe.json`;
      index.push({ transmission: id, file, problem: outcome instanceof Problem ? outcome.type : null });
      if (!(outcome instanceof Problem) && file !== null) yield add(file, outcome);
    }
    yield add('index.json', Buffer.from(JSON.stringify({ transmissions: index }, null, 1)));
    zip.end();
    yield taken();
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
