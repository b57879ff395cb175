import { beginning, CommitOrderMark, OrderedRow } from '../database/commit-order.js';
import { isId } from '../database/identifiers.js';
import { requestInvalid } from './http.problems.js';

const settledByPattern = /^(0|[1-9]\d{0,18})$/;

/** Opaque to callers: base64url of the mark. It grants nothing, so it needs no signature; it is checked when read. */
export function writeCursor(mark: CommitOrderMark): string {
  return Buffer.from(
    JSON.stringify([mark.settledBy, mark.id, ...mark.shown.flatMap((row) => [row.settledBy, row.id])]),
  ).toString('base64url');
}

/** @throws Problem request-invalid when the text is no cursor of ours */
export function readCursor(text: string | undefined): CommitOrderMark {
  if (text === undefined) return beginning;
  const rows = parseRows(text);
  const [mark, ...shown] = rows ?? [];
  if (!mark) {
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
  return { ...mark, shown };
}

function parseRows(text: string): OrderedRow[] | null {
  let flat: unknown;
  try {
    flat = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
  if (!Array.isArray(flat) || flat.length === 0 || flat.length % 2 !== 0 || flat.length > 200) return null;
  const rows: OrderedRow[] = [];
  for (let at = 0; at < flat.length; at += 2) {
    const [settledBy, id] = [flat[at] as unknown, flat[at + 1] as unknown];
    if (typeof settledBy !== 'string' || !settledByPattern.test(settledBy)) return null;
    if (typeof id !== 'string' || !(isId(id) || id === beginning.id)) return null;
    if (BigInt(settledBy) > 9_223_372_036_854_775_807n) return null;
    rows.push({ settledBy, id });
  }
  return rows;
}
