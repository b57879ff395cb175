import { InBoth, Language } from '../language.js';
import { Closing, Notice, NoticeCell, NoticeKind, NoticeState, Side } from '../notices.js';
import { timeText } from './transmission-lines.js';

type Words<K extends string> = Readonly<Record<K, InBoth>>;

const KINDS: Words<NoticeKind> = {
  'resend-request': { ja: '再送依頼', en: 'please send again' },
  defect: { ja: '不備', en: 'defect' },
  'withdraw-please': { ja: '取込中止の依頼', en: 'please do not import' },
  remark: { ja: '連絡', en: 'remark' },
};

const STATES: Words<NoticeState> = {
  open: { ja: '未対応', en: 'open' },
  answered: { ja: '再送済', en: 'answered' },
  closed: { ja: '終了', en: 'closed' },
};

const SIDES: Words<Side> = {
  sender: { ja: '送信元', en: 'the sender' },
  destination: { ja: '送信先', en: 'the destination' },
};

const CLOSING_NAMES: Words<Closing> = {
  done: { ja: '済み', en: 'done' },
  declined: { ja: '対応しない', en: 'declined' },
  'no-longer-needed': { ja: '不要になった', en: 'no longer needed' },
};

/** A notice for people: what, from whom, about what, how it stands. */
export function noticeLines(notice: Notice, language: Language): string[] {
  const ja = language === 'ja';
  const { id, kind, state, givenBy, sender, destination, transmission, createdAt, cells, closing, answeredBy } = notice;
  const from = ja ? `${SIDES[givenBy].ja}から` : `from ${SIDES[givenBy].en}`;
  const settled = closing === null ? '' : ` (${CLOSING_NAMES[closing][language]})`;
  const read = notice.readAt === null ? (ja ? '未読' : 'unread') : `${ja ? '既読' : 'read'} ${timeText(notice.readAt)}`;
  return [
    `${id}  ${KINDS[kind][language]}  ${STATES[state][language]}${settled}`,
    `  ${sender} → ${destination}  ${transmission}`,
    `  ${from}  ${timeText(createdAt)}  ${read}${notice.hasText ? (ja ? '  文章あり' : '  with a text') : ''}`,
    ...cells.map((cell) => `  ${cellText(cell, language)}`),
    ...(answeredBy === null ? [] : [`  ${ja ? '再送' : 'sent anew as'} ${answeredBy}`]),
  ];
}

function cellText({ file, row, column, item, rule, reason }: NoticeCell, language: Language): string {
  const ja = language === 'ja';
  const place = [
    file ?? (ja ? '送信単位全体' : 'the unit'),
    row === null ? null : ja ? `${row}行` : `row ${row}`,
    column === null ? null : ja ? `${column}列` : `column ${column}`,
    item,
  ];
  return `${place.filter((part) => part !== null).join(' ')}: ${rule ?? reason}`;
}
