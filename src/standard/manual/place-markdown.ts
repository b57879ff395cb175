import { MANUAL_WORDS, ManualLanguage } from './manual-words.js';
import { PlaceInVersions, PlaceTable } from './places.js';

/** Longer tables are folded. */
const SHORT_TABLE = 6;

/** A table of places; columns that would be empty are left out. */
export function tableMarkdown({ title, subject, what, places }: PlaceTable, language: ManualLanguage): string {
  const words = MANUAL_WORDS[language];
  const columns: readonly (readonly [string, (place: PlaceInVersions) => string])[] = [
    [subject[language], subjectText(places, language)],
    [words.versions, ({ versions }) => versions.join(words.comma)],
    ...(what === null ? [] : [[what[language], (place: PlaceInVersions) => place.what?.[language] ?? ''] as const]),
    ...(places.every(({ items }) => items.length === 0) ? [] : [[words.items, itemsText(words.comma)] as const]),
  ];
  const table = [
    rowText(columns.map(([name]) => name)),
    rowText(columns.map(() => '---')),
    ...places.map((place) => rowText(columns.map(([, textOf]) => textOf(place)))),
  ].join('\n');
  if (places.length <= SHORT_TABLE) return `**${title[language]}**\n\n${table}`;
  return `<details>\n<summary>${summaryText(title[language])} (${places.length})</summary>\n\n${table}\n\n</details>`;
}

const rowText = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

const itemsText =
  (separator: string) =>
  ({ items }: PlaceInVersions): string =>
    items.map(({ number, name }) => `${number} ${name}`).join(separator);

/** Only the first row of a subject has its name: the others would repeat it. */
function subjectText(places: readonly PlaceInVersions[], language: ManualLanguage) {
  const named = new Set(places.filter(({ subject }, index) => subject.code !== places[index - 1]?.subject.code));
  return (place: PlaceInVersions): string => {
    const { code, name } = place.subject;
    return named.has(place) ? `\`${code}\` ${name[language]}` : `\`${code}\``;
  };
}

/** Inside an HTML block, Markdown is not read. */
const summaryText = (title: string): string => title.replaceAll(/`([^`]*)`/g, '<code>$1</code>');
