import { Injectable } from '@nestjs/common';
import { Tx } from '../../database/unit-of-work.js';
import { ChannelName, Settings, Subscription } from './subscription.js';

/** What a subscription of a channel is asked to be. */
export interface Asked {
  readonly address: string | null;
  readonly settings: Settings;
}

/** What the channel makes of it. */
export interface Prepared {
  readonly state: 'unconfirmed' | 'active';
  readonly address: string | null;
  readonly settings: Settings;
  readonly secrets: Uint8Array | null;
  readonly secretSha256: Buffer | null;
}

/** A secret as its subscriber may see it. */
export interface ShownSecret {
  /** Webhook: whsec_…, for v1. */
  readonly secret?: string;
  /** Webhook: whpk_…, for v1a. */
  readonly publicKey?: string;
  /** Webhook, while the ones before still sign. */
  readonly previousUntil?: Date;
  /** Atom: the secret address. */
  readonly address?: string;
}

export type Renewed = Pick<Prepared, 'secrets' | 'secretSha256'>;

/** What is different from channel to channel in a subscription. Every channel registers itself. */
export interface Channel {
  readonly name: ChannelName;

  /** Of a new subscription. @throws Problem when it cannot be so */
  prepare(id: string, asked: Asked): Prepared | Promise<Prepared>;

  /** In the transaction that has stored a new one, of its client one at a time. @throws Problem when there are too many */
  stored?(tx: Tx, one: { readonly id: string; readonly clientId: string }, now: Date): Promise<void>;

  /** What changes when its address or settings do. @throws Problem when they cannot */
  change(subscription: Subscription, asked: Asked): Asked | Promise<Asked>;

  /** New secrets; null where the channel has none. */
  renew(subscription: Subscription, now: Date): Renewed | null;

  /** Null where there is none to see. */
  show(subscription: Subscription, now: Date): ShownSecret | null;
}

/** The ways in which people can be told here. */
@Injectable()
export class Channels {
  private readonly byName = new Map<ChannelName, Channel>();

  register(channel: Channel): void {
    this.byName.set(channel.name, channel);
  }

  get names(): ChannelName[] {
    return [...this.byName.keys()];
  }

  find(name: ChannelName): Channel | null {
    return this.byName.get(name) ?? null;
  }
}
