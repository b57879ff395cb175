import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { decryptAtRest, encryptAtRest } from '../../sealing/at-rest.js';
import { Asked, Channel, Prepared, Renewed, ShownSecret } from '../subscriptions/channel.js';
import { ifReadable } from '../subscriptions/if-readable.js';
import { Subscription } from '../subscriptions/subscription.js';
import { secretUnreadable } from '../subscriptions/subscription.problems.js';

/** More than anybody can guess. */
const secretBytes = 32;

/** A subscription that is fetched, by whoever knows its secret address (RSSでの通知, 図表126). */
@Injectable()
export class AtomChannel implements Channel {
  readonly name = 'atom';

  constructor(private readonly config: Config) {}

  prepare(id: string, { settings }: Asked): Prepared {
    return { state: 'active', address: null, settings, ...this.newSecret(id) };
  }

  change(_: Subscription, { settings }: Asked): Asked {
    return { address: null, settings };
  }

  /** The old address ends at once: it is renewed where it has become known. */
  renew({ id }: Subscription): Renewed {
    return this.newSecret(id);
  }

  /** @throws Problem secret-unreadable; whoever has the address reads the feed all the same */
  show({ id, secrets }: Subscription): ShownSecret | null {
    if (!secrets) return null;
    const secret = ifReadable(() => decryptAtRest(secrets, this.config.contentKey, aad(id)));
    if (!secret) throw secretUnreadable();
    return { address: feedAddress(this.config.publicUrl, Buffer.from(secret).toString('utf8')) };
  }

  private newSecret(id: string): Renewed {
    const secret = randomBytes(secretBytes).toString('base64url');
    const secrets = encryptAtRest(Buffer.from(secret), this.config.contentKey, aad(id));
    return { secrets, secretSha256: digestOf(secret) };
  }
}

export function feedAddress(publicUrl: string, secret: string): string {
  return `${publicUrl}/v1/feeds/${secret}/inbox.atom`;
}

/** What a secret is found by: nobody who reads the table learns an address. */
export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

const aad = (subscriptionId: string): string => `feed secret ${subscriptionId}`;
