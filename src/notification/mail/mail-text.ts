import { EventKind } from '../../events/event.js';
import { wordsOf } from '../feed/kind-words.js';
import { Language } from '../subscriptions/subscription.js';

/** An office as it is shown. */
export interface DisplayedOffice {
  readonly number: string;
  readonly name: string;
}

/** What happened so often, for an office of the reader's. */
export interface Tally {
  /** Null where it is about no office. */
  readonly office: DisplayedOffice | null;
  readonly kind: EventKind;
  /** The office on the other side; null where there is none. */
  readonly counterpart: DisplayedOffice | null;
  readonly count: number;
}

export interface MailText {
  readonly subject: string;
  readonly text: string;
}

const words = {
  ja: {
    subject: (count: number) => `【ケアプラン連携】新しい通知が${count}件あります`,
    count: (count: number) => `${count}件`,
    own: 'ご利用について',
    ask: '【ケアプラン連携】通知メールの受信の確認',
    askText: (link: string) =>
      `ケアプラン連携の通知を、このメールアドレスで受け取る設定がされました。\n受け取る場合は、7日以内に次のページで確認してください。\n\n${link}\n\n心当たりがない場合は、何もする必要はありません。確認されるまで通知は送られません。\n`,
    foot: (link: string) =>
      `内容の確認は、お使いの介護ソフトで行ってください。\nこのメールの停止: ${link}\n（このメールは自動送信です。返信はできません。）\n`,
  },
  en: {
    subject: (count: number) => `[Care-plan Gateway] ${count} new notification${count === 1 ? '' : 's'}`,
    count: (count: number) => String(count),
    own: 'About your use',
    ask: '[Care-plan Gateway] Do you want to get these mails?',
    askText: (link: string) =>
      `Notifications of the Care-plan Gateway were set up for this mail address.\nIf you want to get them, confirm it within 7 days on this page:\n\n${link}\n\nIf you know nothing of it, do nothing: none are sent before it is confirmed.\n`,
    foot: (link: string) =>
      `What was exchanged, your care software shows.\nTo stop these mails: ${link}\n(This mail was sent automatically and cannot be replied to.)\n`,
  },
} as const;

/** A mail that tells what has happened: kinds, offices and numbers, and nothing else. */
export function digestText(tallies: readonly Tally[], stopLink: string, language: Language): MailText {
  const text = words[language];
  const offices = new Map<string, Tally[]>();
  for (const tally of tallies) {
    const heading = tally.office ? shown(tally.office) : text.own;
    offices.set(heading, [...(offices.get(heading) ?? []), tally]);
  }
  const parts = [...offices].map(([heading, of]) =>
    [`■ ${heading}`, ...of.map((tally) => lineOf(tally, language))].join('\n'),
  );
  const total = tallies.reduce((sum, { count }) => sum + count, 0);
  return { subject: text.subject(total), text: `${parts.join('\n\n')}\n\n--\n${text.foot(stopLink)}` };
}

/** A mail that asks whether they are wanted. */
export function askingText(confirmLink: string, language: Language): MailText {
  const text = words[language];
  return { subject: text.ask, text: text.askText(confirmLink) };
}

function lineOf({ kind, counterpart, count }: Tally, language: Language): string {
  const what = [wordsOf(kind, language), ...(counterpart ? [shown(counterpart)] : [])].join(' - ');
  return `  ${what}: ${words[language].count(count)}`;
}

/** A name may hold anything: on one line, bounded, and turning the direction of nothing. */
function shown({ name, number }: DisplayedOffice): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return `${[...plain].slice(0, 80).join('')} (${number})`;
}
