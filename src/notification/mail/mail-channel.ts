import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Tx } from '../../database/unit-of-work.js';
import { requestInvalid } from '../../http/http.problems.js';
import { decryptAtRest, encryptAtRest } from '../../sealing/at-rest.js';
import { Asked, Channel, Prepared } from '../subscriptions/channel.js';
import { Subscription } from '../subscriptions/subscription.js';
import { subscriptionLimit } from '../subscriptions/subscription.problems.js';
import { MailStore } from './mail.store.js';

/** One client may have so many people asked for their consent in a day: nobody is to be bothered by way of us. */
const askedInADay = 50;

const secretBytes = 32;

/** As RFC 5321 section 4.5.3.1 bounds it, in ASCII: what is stranger than this is hardly an office's address. */
const mailAddress =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?=.{4,190}$)(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;

/** A subscription that sends mails, to somebody who has agreed. */
@Injectable()
export class MailChannel implements Channel {
  readonly name = 'mail';

  constructor(
    private readonly config: Config,
    private readonly store: MailStore,
  ) {}

  /** @throws Problem request-invalid */
  prepare(id: string, { address, settings }: Asked): Prepared {
    if (address === null || !mailAddress.test(address)) {
      const detail = { ja: 'メールアドレスを指定してください。', en: 'This is no mail address.' };
      throw requestInvalid({ errors: [{ pointer: '/address', detail }] });
    }
    const secret = randomBytes(secretBytes).toString('base64url');
    const secrets = encryptAtRest(Buffer.from(secret), this.config.contentKey, aad(id));
    return { state: 'unconfirmed', address, settings, secrets, secretSha256: digestOf(secret) };
  }

  /** Whoever reads it is asked first, by a worker. @throws Problem subscription-limit */
  async stored(tx: Tx, { id, clientId }: Pick<Subscription, 'id' | 'clientId'>, now: Date): Promise<void> {
    const yesterday = new Date(now.getTime() - 86_400_000);
    if ((await this.store.madeSince(tx, clientId, yesterday)) > askedInADay) {
      throw subscriptionLimit({ members: { limit: askedInADay } });
    }
    await this.store.askAt(tx, id, now);
  }

  /** To whom it goes cannot be changed: it is they who agreed. */
  change(subscription: Subscription, { settings }: Asked): Asked {
    return { address: subscription.address, settings };
  }

  renew(): null {
    return null;
  }

  /** It is in every mail, for whoever gets it; not for whoever subscribed. */
  show(): null {
    return null;
  }
}

/** The secret of the links in a subscription's mails. @throws AtRestRefused */
export function linkSecret(id: string, secrets: Uint8Array, { contentKey }: Config): string {
  return Buffer.from(decryptAtRest(secrets, contentKey, aad(id))).toString('utf8');
}

/** What a secret is found by. */
export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

const aad = (subscriptionId: string): string => `mail secret ${subscriptionId}`;
