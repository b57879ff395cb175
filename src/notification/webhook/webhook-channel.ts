import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { requestInvalid } from '../../http/http.problems.js';
import { shownPublicKey, shownSecret } from '../../sealing/webhook-signature.js';
import { Asked, Channel, Prepared, Renewed, ShownSecret } from '../subscriptions/channel.js';
import { Subscription } from '../subscriptions/subscription.js';
import { ifReadable } from '../subscriptions/if-readable.js';
import { secretUnreadable, webhookAddressRefused } from '../subscriptions/subscription.problems.js';
import { AddressGuard, AddressRefused } from './address-guard.js';
import { WebhookSecrets } from './webhook-secrets.js';

/** A subscription that is called at a URL. */
@Injectable()
export class WebhookChannel implements Channel {
  readonly name = 'webhook';

  constructor(
    private readonly config: Config,
    private readonly guard: AddressGuard,
  ) {}

  /** @throws Problem request-invalid, webhook-address-refused */
  prepare(id: string, asked: Asked): Prepared {
    const { address, settings } = this.checked(asked);
    const secrets = WebhookSecrets.begin().sealed(this.config.contentKey, id);
    return { state: 'active', address, settings, secrets, secretSha256: null };
  }

  /** @throws Problem as `prepare` */
  change(_: Subscription, asked: Asked): Asked {
    return this.checked(asked);
  }

  /** Keys that cannot be opened any more sign nothing: then there are new ones alone. */
  renew({ id, secrets }: Subscription, now: Date): Renewed | null {
    const renewed = secrets && (this.open(id, secrets)?.renewed(now) ?? WebhookSecrets.begin());
    return renewed && { secrets: renewed.sealed(this.config.contentKey, id), secretSha256: null };
  }

  /** @throws Problem secret-unreadable */
  show({ id, secrets }: Subscription, now: Date): ShownSecret | null {
    if (!secrets) return null;
    const opened = this.open(id, secrets);
    if (!opened) throw secretUnreadable();
    const previousUntil = opened.previousUntil(now) ?? undefined;
    return { secret: shownSecret(opened.newest), publicKey: shownPublicKey(opened.newest), previousUntil };
  }

  private open(id: string, secrets: Buffer): WebhookSecrets | null {
    return ifReadable(() => WebhookSecrets.open(secrets, this.config.contentKey, id));
  }

  private checked({ address, settings }: Asked): Asked {
    if (address === null) {
      const detail = { ja: 'webhookの送信先を指定してください。', en: 'A webhook needs a URL to be sent to.' };
      throw requestInvalid({ errors: [{ pointer: '/url', detail }] });
    }
    try {
      return { address: this.guard.checkUrl(address).href, settings };
    } catch (error) {
      if (!(error instanceof AddressRefused)) throw error;
      throw webhookAddressRefused({ members: { reason: error.refusal } });
    }
  }
}
