import { EventKind } from '../../events/event.js';

/** How somebody is told: a webhook is called, a mail is sent, a feed (Atom) is fetched at a secret address. */
export const channels = ['webhook', 'mail', 'atom'] as const;
export type ChannelName = (typeof channels)[number];

/** `ended` ones are kept for the history alone: to everybody they are gone. */
export type SubscriptionState = 'unconfirmed' | 'active' | 'disabled' | 'ended';

/** The receiver said 410, or failed for days; mails came back; whoever got them stopped them. */
export const disablings = ['gone', 'failing', 'bounced', 'stopped'] as const;
export type Disabling = (typeof disablings)[number];

export const languages = ['ja', 'en'] as const;
export type Language = (typeof languages)[number];

export const modes = ['immediate', 'daily'] as const;
export type Mode = (typeof modes)[number];

/** What a mail or feed is like; `hour` is of Japan, for a daily mail. A webhook has none of these. */
export interface Settings {
  readonly language?: Language;
  readonly mode?: Mode;
  readonly hour?: number;
}

/** What one client wants to be told of, and how. */
export interface Subscription {
  readonly id: string;
  readonly clientId: string;
  /** Whose feed it reads: an office number, or the id of a relay or network. */
  readonly reader: string;
  readonly channel: ChannelName;
  readonly state: SubscriptionState;
  readonly disabledBecause: Disabling | null;
  readonly name: string;
  /** Null: every kind that the reader may know of. */
  readonly kinds: readonly EventKind[] | null;
  /** Null: all offices of the reader. */
  readonly offices: readonly string[] | null;
  /** URL of a webhook, mail address; null for a feed. */
  readonly address: string | null;
  readonly settings: Settings;
  /** Encrypted at rest under the content key, with the subscription's id. */
  readonly secrets: Buffer | null;
  readonly failures: number;
  readonly failingSince: Date | null;
  readonly restUntil: Date | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
}
