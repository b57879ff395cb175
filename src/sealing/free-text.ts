/** The most that a message with a send, or the text of a notice, may be: in characters (code points), not in bytes. */
export const FREE_TEXT_MAX = 500;

export type FreeTextFault = 'too-long' | 'empty' | 'control-character';

/** Anything but control characters; of these the line ends only. A document may state it as the pattern of a text. */
export const FREE_TEXT_FORM = '^[^\\u0000-\\u0009\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f]*$';

const form = new RegExp(FREE_TEXT_FORM, 'u');

/** What is wrong with a text that a person has written to a person; null when nothing is. */
export function freeTextFault(text: string): FreeTextFault | null {
  if ([...text].length > FREE_TEXT_MAX) return 'too-long';
  if (text.trim() === '') return 'empty';
  return form.test(text) ? null : 'control-character';
}
