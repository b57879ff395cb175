import { cast, Who } from './cast.js';

/** Everything that a cell can say: the HTTP status, and the code of the problem where it is one. */
const outcomes = {
  '+': 'done',
  '401': '401 authentication-required',
  '403': '403 not-allowed',
  '404': '404 not-found',
  man: '403 mandate-missing',
  side: '403 mandate-other-side',
  nside: '403 notice-other-side',
  acts: '409 office-acts-itself',
  state: '409 mandate-state',
  other: '403 manifest-not-for-caller',
  again: '409 sent-by-another',
  seq: '409 sequence-reused',
  own: '409 sequence-reused, naming it',
  shape: '400 request-invalid',
  stmt: '422 confirmation-refused',
  gone: '410 content-gone',
  renew: '422 renewal-refused',
  self: '409 operator-indispensable',
  code: '403 enrolment-code-refused',
  none: '422 existing-certificates-not-taken',
  asrt: '401 client-assertion-refused',
} as const;

export type Outcome = (typeof outcomes)[keyof typeof outcomes];

/** One cell: this operation, about this resource, by this caller. */
export interface Cell {
  readonly operation: string;
  /** Name of a resource, or '-'. */
  readonly about: string;
  readonly who: Who;
  readonly expected: Outcome;
}

/**
 * Reads rows of `METHOD /template | resource | one word for each of the cast`; further bars only make groups. A word, a
 * column or a row that is not understood is an error: what is not said is not tested.
 */
export function cellsOf(table: string): Cell[] {
  const lines = table
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  return lines.flatMap((line) => {
    const [operation = '', about = '', ...groups] = line.split('|').map((part) => part.trim());
    const words = groups.join(' ').split(/\s+/);
    if (words.length !== cast.length) throw new Error(`${words.length} of ${cast.length} columns: ${line}`);
    return cast.map((who, column) => ({ operation, about, who, expected: outcomeOf(words[column]!, line) }));
  });
}

/** Operations of the document of which nothing is said, and what is said of operations that are not there. */
export function unmatched(
  documented: readonly string[],
  stated: readonly string[],
): Record<'unsaid' | 'gone', string[]> {
  return {
    unsaid: documented.filter((name) => !stated.includes(name)),
    gone: [...new Set(stated)].filter((name) => !documented.includes(name)),
  };
}

function outcomeOf(word: string, line: string): Outcome {
  if (!Object.hasOwn(outcomes, word)) throw new Error(`What is "${word}"? ${line}`);
  return outcomes[word as keyof typeof outcomes];
}
