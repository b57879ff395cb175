import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Clock } from '../../database/clock.js';
import { notFound } from '../../http/http.problems.js';
import { feedAddress, digestOf } from './atom-channel.js';
import { atomDocument } from './atom-document.js';
import { AtomStore } from './atom.store.js';

const newest = 100;

/** A feed for whoever knows its secret address, and for nobody else. */
@Injectable()
export class ShowFeed {
  constructor(
    private readonly config: Config,
    private readonly store: AtomStore,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found for any secret that opens nothing now */
  async run(secret: string): Promise<string> {
    const subscription = await this.store.find(digestOf(secret));
    if (!subscription) throw notFound();
    const events = await this.store.newest(subscription, newest, this.clock.now());
    const { id, name, settings, createdAt } = subscription;
    const address = feedAddress(this.config.publicUrl, secret);
    return atomDocument({ id, name, address, language: settings.language ?? 'ja', createdAt, events });
  }
}
