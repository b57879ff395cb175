import { requestInvalid } from './http.problems.js';
import { isUnicodeText } from './unicode-text.js';

/** Whether a text may stand at its place in a cursor. */
export type KeyForm = (text: string) => boolean;

type Keys<Forms extends readonly KeyForm[]> = { [K in keyof Forms]: string };

/**
 * A cursor over rows whose order never changes, such as that of their primary key: the last row's key, opaque to callers.
 * It grants nothing, so it needs no signature; it is checked when read.
 */
export function writeKeyset(keys: readonly string[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/** @throws Problem request-invalid when the text is no cursor of ours, or of another listing */
export function readKeyset<const Forms extends readonly KeyForm[]>(text: string, forms: Forms): Keys<Forms> {
  const keys = parse(text);
  if (keys?.length !== forms.length || !forms.every((fits, index) => fits(keys[index] ?? ''))) {
    throw requestInvalid({
      errors: [
        {
          parameter: 'cursor',
          detail: {
            ja: 'cursorは前の応答のnextの値をそのまま使ってください。',
            en: 'Use the value of next from the previous answer, unchanged, as cursor.',
          },
        },
      ],
    });
  }
  return keys as unknown as Keys<Forms>;
}

function parse(text: string): string[] | null {
  try {
    const keys: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(keys) && keys.every((key) => typeof key === 'string' && isUnicodeText(key)) ? keys : null;
  } catch {
    return null;
  }
}
