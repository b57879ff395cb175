import { isId } from '../database/identifiers.js';
import { requestInvalid } from './http.problems.js';

/** Takes one value out of a cursor, or null when it cannot have been written by us. */
export type KeysetPart<T> = (text: string) => T | null;

export const idPart: KeysetPart<string> = (text) => (isId(text) ? text : null);

export const textPart =
  (form: RegExp): KeysetPart<string> =>
  (text) =>
    form.test(text) ? text : null;

/** For times that were stored in milliseconds, as those of our clock are; up to the year 5138. */
export const timePart: KeysetPart<Date> = (text) => (/^\d{1,14}$/.test(text) ? new Date(Number(text)) : null);

/**
 * Where a page ended, in a list ordered by these values, the last of which tells rows apart. Opaque to callers. It grants
 * nothing, so it needs no signature; it is checked when read.
 */
export function writeKeyset(values: readonly (string | Date)[]): string {
  const texts = values.map((value) => (value instanceof Date ? String(value.getTime()) : value));
  return Buffer.from(JSON.stringify(texts)).toString('base64url');
}

/**
 * The values to go on after; null without a cursor, for the beginning.
 * @throws Problem request-invalid when the text is no cursor of this list
 */
export function readKeyset<Values extends readonly unknown[]>(
  text: string | undefined,
  parts: { readonly [At in keyof Values]: KeysetPart<Values[At]> },
  parameter = 'cursor',
): Values | null {
  if (text === undefined) return null;
  const texts = parse(text);
  const values = texts?.length === parts.length ? parts.map((part, at) => part(texts[at] ?? '')) : [null];
  if (values.includes(null)) {
    throw requestInvalid({
      errors: [
        {
          parameter,
          detail: {
            ja: `${parameter}は前の応答のnextの値をそのまま使ってください。`,
            en: `Use the value of next from the previous answer, unchanged, as ${parameter}.`,
          },
        },
      ],
    });
  }
  return values as unknown as Values;
}

function parse(text: string): string[] | null {
  try {
    const values: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(values) && values.every((value) => typeof value === 'string') ? values : null;
  } catch {
    return null;
  }
}
