import { Finding, Message } from '../findings.js';
import { IntroductionPart } from './introduction.js';
import { MANUAL_WORDS, ManualLanguage } from './manual-words.js';
import { tableMarkdown } from './place-markdown.js';
import { ManualChapter, RuleEntry, RuleManual, ShownExample } from './rule-manual.js';

export interface MarkdownOptions {
  readonly language: ManualLanguage;
  /** Where the manual is in the other language. */
  readonly other: string;
}

/** The manual as Markdown (GitHub's), with HTML only for anchors and for long tables that fold. */
export function manualMarkdown(manual: RuleManual, { language, other }: MarkdownOptions): string {
  const words = MANUAL_WORDS[language];
  const blocks = [
    `# ${words.title}`,
    words.lead,
    `[${words.otherLanguage}](${other})`,
    ...manual.introduction.flatMap((part) => introductionBlocks(part, language)),
    `## ${words.contents}`,
    ...manual.chapters.flatMap((chapter) => contentsBlocks(chapter, language)),
    ...manual.chapters.flatMap((chapter) => chapterBlocks(chapter, language)),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function introductionBlocks({ title, paragraphs }: IntroductionPart, language: ManualLanguage): readonly string[] {
  return [`## ${title[language]}`, ...paragraphs.map((paragraph) => paragraph[language])];
}

function contentsBlocks({ title, rules }: ManualChapter, language: ManualLanguage): readonly string[] {
  const words = MANUAL_WORDS[language];
  const lines = rules.map(
    ({ code, title: name, severity }) =>
      `- [\`${code}\`](#${code}) ${name[language]}${severity === 'warning' ? words.warningMark : ''}`,
  );
  return [`**${title[language]}**`, lines.join('\n')];
}

function chapterBlocks({ title, rules }: ManualChapter, language: ManualLanguage): readonly string[] {
  return [`## ${title[language]}`, ...rules.flatMap((rule) => ruleBlocks(rule, language))];
}

function ruleBlocks(rule: RuleEntry, language: ManualLanguage): readonly string[] {
  const words = MANUAL_WORDS[language];
  const facts: readonly (readonly [string, string])[] = [
    [words.severity, words.severities[rule.severity]],
    [words.place, rule.place[language]],
    [words.remedy, rule.remedy[language]],
    [words.source, rule.sources.join('; ')],
  ];
  const notes = rule.notes.map((note) => `- ${note[language]}`);
  return [
    `### <a id="${rule.code}"></a>\`${rule.code}\` ${rule.title[language]}`,
    rule.meaning[language],
    facts.map(([name, text]) => `- **${name}**: ${text}`).join('\n'),
    ...rule.examples.flatMap((example) => exampleBlocks(example, language)),
    ...(notes.length === 0 ? [] : [`**${words.notes}**`, notes.join('\n')]),
    ...rule.tables.map((table) => tableMarkdown(table, language)),
  ];
}

function exampleBlocks({ lines, finding }: ShownExample, language: ManualLanguage): readonly string[] {
  const words = MANUAL_WORDS[language];
  const labelled = (label: string, text: Message) => indented(label, text[language]);
  const code = [labelled(words.wrong, lines.wrong), labelled(words.correct, lines.correct)].join('\n');
  return [`\`\`\`text\n${code}\n\`\`\``, ...(finding === null ? [] : [findingLine(finding, language)])];
}

/** A label before the first line, and space of the same width before the others. */
function indented(label: string, text: string): string {
  const space = label.replaceAll(/[ -~]/g, ' ').replaceAll(/[^ ]/g, '\u3000');
  return text
    .split('\n')
    .map((line, index) => (index === 0 ? label : space) + line)
    .join('\n');
}

function findingLine({ file, row, column, item, message }: Finding, language: ManualLanguage): string {
  const words = MANUAL_WORDS[language];
  const place = [
    file === null ? words.wholeUnit : `\`${file}\``,
    ...(row === null ? [] : [`${words.row} ${row}`]),
    ...(column === null ? [] : [`${words.column} ${column}`]),
    ...(item === null ? [] : [item]),
  ];
  return `→ ${place.join(words.comma)}: ${message[language]}`;
}
