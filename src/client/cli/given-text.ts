import { readFile } from 'node:fs/promises';
import { FREE_TEXT_MAX, FreeTextFault, freeTextFault } from '../../sealing/free-text.js';
import { InBoth } from '../language.js';
import { CommandRefused } from './failures.js';

const FAULTS: Readonly<Record<FreeTextFault, InBoth>> = {
  'too-long': {
    ja: `文章は${FREE_TEXT_MAX}文字以内にしてください。`,
    en: `The text is longer than ${FREE_TEXT_MAX} characters.`,
  },
  empty: { ja: '文章が空です。', en: 'The text is empty.' },
  'control-character': {
    ja: '文章に改行以外の制御文字は使えません。',
    en: 'The text holds control characters other than line ends.',
  },
};

/** A text given on the command line, or, as @FILE, in a file: what a shell's history is not to keep. Throws CommandRefused. */
export async function givenText(given: string): Promise<string> {
  const text = given.startsWith('@') ? withoutLastLineEnd(await readFile(given.slice(1), 'utf8')) : given;
  const fault = freeTextFault(text);
  if (fault) throw new CommandRefused(FAULTS[fault]);
  return text;
}

function withoutLastLineEnd(text: string): string {
  return text.replace(/\r?\n$/, '');
}
