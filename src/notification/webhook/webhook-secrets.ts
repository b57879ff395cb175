import { KeyObject } from 'node:crypto';
import { decryptAtRest, encryptAtRest } from '../../sealing/at-rest.js';
import { newWebhookKeys, WebhookKeys } from '../../sealing/webhook-signature.js';

/** For so long after a renewal the old keys sign as well, so that a receiver can change in its own time. */
const overlapMilliseconds = 24 * 3_600_000;

/** Renewed oftener than that within the overlap, the oldest end sooner: a signature each is what a header has to hold. */
const mostKeys = 4;

interface KeptKeys extends WebhookKeys {
  /** Until when they sign, RFC 3339; null for those of now. */
  readonly until: string | null;
}

/** The keys of one webhook, newest first. They rest encrypted under the content key, bound to their subscription. */
export class WebhookSecrets {
  private constructor(private readonly keys: readonly KeptKeys[]) {}

  static begin(): WebhookSecrets {
    return new WebhookSecrets([{ ...newWebhookKeys(), until: null }]);
  }

  /** @throws AtRestRefused when they were encrypted under another content key */
  static open(secrets: Uint8Array, contentKey: KeyObject, subscriptionId: string): WebhookSecrets {
    const text = Buffer.from(decryptAtRest(secrets, contentKey, aad(subscriptionId))).toString('utf8');
    return new WebhookSecrets(JSON.parse(text) as KeptKeys[]);
  }

  sealed(contentKey: KeyObject, subscriptionId: string): Uint8Array {
    return encryptAtRest(Buffer.from(JSON.stringify(this.keys)), contentKey, aad(subscriptionId));
  }

  renewed(now: Date): WebhookSecrets {
    const until = new Date(now.getTime() + overlapMilliseconds).toISOString();
    const old = this.signingAt(now).map((keys) => ({ ...keys, until: keys.until ?? until }));
    return new WebhookSecrets([{ ...newWebhookKeys(), until: null }, ...old].slice(0, mostKeys));
  }

  /** Those that sign now, newest first. */
  signingAt(now: Date): readonly KeptKeys[] {
    return this.keys.filter(({ until }) => until === null || new Date(until) > now);
  }

  get newest(): WebhookKeys {
    const [newest] = this.keys;
    if (!newest) throw new Error('a webhook without keys');
    return newest;
  }

  /** Until when older ones sign, too; null when there are none. */
  previousUntil(now: Date): Date | null {
    const until = this.signingAt(now).flatMap((keys) => keys.until ?? []);
    return until.length === 0 ? null : new Date(until.sort().at(-1) ?? '');
  }
}

const aad = (subscriptionId: string): string => `webhook secrets ${subscriptionId}`;
