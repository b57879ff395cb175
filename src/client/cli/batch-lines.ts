import { Batch, BatchItem, BatchItemState, BatchState, isGoingOn } from '../batch.js';
import { InBoth, Language } from '../language.js';
import { placeLine, placeOf } from './finding-lines.js';
import { capabilityLine } from './words.js';

type Words<K extends string> = Readonly<Record<K, InBoth>>;

const STATES: Words<BatchState> = {
  staged: { ja: '受付済（仕分け前）', en: 'taken in' },
  working: { ja: '処理中', en: 'being sent' },
  finished: { ja: '完了', en: 'finished' },
  cancelled: { ja: '取消済', en: 'cancelled' },
};

const ITEM_STATES: Words<BatchItemState> = {
  waiting: { ja: '未処理', en: 'waiting' },
  accepted: { ja: '受付済', en: 'sent' },
  held: { ja: '保留', en: 'held' },
  rejected: { ja: '不受理', en: 'rejected' },
  duplicate: { ja: '送信済み', en: 'sent before' },
  cancelled: { ja: '取消', en: 'cancelled' },
};

const MARKS: Readonly<Record<BatchItemState, string>> = {
  waiting: '…',
  accepted: '✓',
  held: '✓',
  rejected: '✗',
  duplicate: '✓',
  cancelled: '-',
};

/** State and counts, such as `being sent: sent 3, waiting 7`. */
export function countsText({ state, counts }: Pick<Batch, 'state' | 'counts'>, language: Language): string {
  const told = (Object.keys(ITEM_STATES) as BatchItemState[])
    .filter((one) => counts[one] > 0)
    .map((one) => `${ITEM_STATES[one][language]} ${counts[one]}`);
  return [STATES[state][language], told.join(language === 'ja' ? '、' : ', ')].filter(Boolean).join(': ');
}

/** A batch, then a line for each unit and for whatever was not sent. */
export function batchLines(batch: Batch, items: readonly BatchItem[], language: Language): string[] {
  const ask = isGoingOn(batch) ? [`  careplan batch status ${batch.id}`] : [];
  return [
    `${batch.id}  ${countsText(batch, language)}`,
    ...items.flatMap((item) => itemLines(item, language)),
    ...batch.unassigned.flatMap((file) => unassignedLines(file, language)),
    ...batch.undeliverable.map((office) => `✗ ${undeliverableText(office, language)}`),
    ...ask,
  ];
}

function itemLines(item: BatchItem, language: Language): string[] {
  const office = [item.destinationName, item.destination].filter(Boolean).join(' ');
  const code = item.problem?.split(':').at(-1);
  return [
    `${MARKS[item.state]} ${item.number}  → ${office}  ${[item.kind, item.month, item.sequence].filter(Boolean).join(' ')}  ${ITEM_STATES[item.state][language]}${code ? ` (${code})` : ''}`,
    ...(item.transmission ? [`  ID ${item.transmission}`] : []),
    ...item.findings.map((finding) => `  ${placeLine(placeOf(finding, language), language)}`),
  ];
}

function unassignedLines(file: Batch['unassigned'][number], language: Language): string[] {
  const entry = file.entry === null ? '' : `/${file.entry}`;
  return [
    `✗ #${file.position}${entry} ${file.name ?? ''}  ${file.message[language]}`,
    ...file.findings.map((finding) => `  ${placeLine(placeOf(finding, language), language)}`),
  ];
}

function undeliverableText({ office, name, capability }: Batch['undeliverable'][number], language: Language): string {
  if (capability) return capabilityLine(capability, language);
  const unknown = { ja: '事業所が登録されていません', en: 'no such office in the directory' };
  return `${[name, office].filter(Boolean).join(' ')}: ${unknown[language]}`;
}
