import { Delivery, DeliveryAttempt, DeliveryState } from '../deliveries.js';
import { InBoth, Language } from '../language.js';
import { Subscription, SubscriptionSecret } from '../subscriptions.js';
import { eventName } from './event-words.js';
import { timeText } from './transmission-lines.js';

type Words<K extends string> = Readonly<Record<K, InBoth>>;

const STATES: Words<Subscription['state']> = {
  unconfirmed: { ja: '宛先の同意待ち', en: 'waits for its reader to agree' },
  active: { ja: '有効', en: 'active' },
  disabled: { ja: '停止', en: 'disabled' },
};

const DISABLED: Readonly<Record<string, InBoth>> = {
  gone: { ja: '相手が410を応答', en: 'its receiver said that it is gone' },
  failing: { ja: '失敗が続いたため', en: 'it failed for days' },
  bounced: { ja: 'メールが届かないため', en: 'its mails came back' },
  stopped: { ja: '宛先が停止', en: 'stopped by its reader' },
};

const DELIVERY_STATES: Words<DeliveryState> = {
  pending: { ja: '送信待ち', en: 'pending' },
  delivered: { ja: '送信済', en: 'delivered' },
  failed: { ja: '失敗', en: 'failed' },
  cancelled: { ja: '対象外', en: 'cancelled' },
};

/** A subscription for people: how, whereto, of what, how it stands. */
export function subscriptionLines(one: Subscription, language: Language): string[] {
  const ja = language === 'ja';
  const { id, channel, name, state, disabledBecause, kinds, offices, failures, failingSince } = one;
  const because = disabledBecause && ` (${DISABLED[disabledBecause]?.[language] ?? disabledBecause})`;
  const whereto = one.url ?? one.address;
  const failing = ja ? `${failures}回連続で失敗` : `failed ${failures} time(s) in a row`;
  return [
    [id, channel, `${STATES[state][language]}${because ?? ''}`, name].filter(Boolean).join('  '),
    ...(whereto === null ? [] : [`  → ${whereto}`]),
    `  ${kinds?.join(' ') ?? (ja ? '全ての種類' : 'all kinds')}`,
    ...(offices === null ? [] : [`  ${offices.join(' ')}`]),
    ...(failingSince === null ? [] : [`  ${failing}  ${timeText(failingSince)}`]),
  ];
}

export function secretLines(
  { secret, publicKey, previousUntil, feed }: SubscriptionSecret,
  language: Language,
): string[] {
  const until = previousUntil && timeText(previousUntil);
  const overlap =
    language === 'ja' ? `更新前の鍵の署名も付く期限 ${until}` : `the keys before it sign, too, until ${until}`;
  return [secret, publicKey, feed, until && overlap].flatMap((line) => line ?? []);
}

export function deliveryLine({ event, kind, at, state, attempts, dueAt }: Delivery, language: Language): string {
  const ja = language === 'ja';
  const next = dueAt === null ? '' : ja ? `次回 ${timeText(dueAt)}` : `next ${timeText(dueAt)}`;
  const times = ja ? `${attempts}回` : `${attempts} attempt(s)`;
  return [event, timeText(at), eventName(kind, language), DELIVERY_STATES[state][language], times, next]
    .filter(Boolean)
    .join('  ');
}

/** Outcomes are words for machines and people alike. */
export function attemptLine({ number, at, milliseconds, outcome, status }: DeliveryAttempt): string {
  return `  ${number}  ${timeText(at)}  ${outcome}${status === null ? '' : ` ${status}`}  ${milliseconds} ms`;
}
