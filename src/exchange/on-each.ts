import { RecordItem } from '../http/access-record.js';
import { Problem } from '../http/problem.js';
import { Transmission } from './transmission.js';
import { OutcomeView } from './outcome.view.js';

/** So many at a time: enough to keep the database busy, few enough to leave connections to others. */
const atATime = 4;

/**
 * Does the same to each of many transmissions, each standing for itself: one outcome each, in the order asked. Each is
 * recorded like a request of its own.
 */
export async function onEach<T extends { readonly transmission: string }>(
  items: readonly T[],
  record: RecordItem,
  act: (item: T) => Promise<Pick<Transmission, 'state'>>,
): Promise<OutcomeView[]> {
  const outcomes: OutcomeView[] = [];
  for (let from = 0; from < items.length; from += atATime) {
    const some = items.slice(from, from + atATime);
    outcomes.push(...(await Promise.all(some.map((item) => outcomeOf(item, record, act)))));
  }
  return outcomes;
}

async function outcomeOf<T extends { readonly transmission: string }>(
  item: T,
  record: RecordItem,
  act: (item: T) => Promise<Pick<Transmission, 'state'>>,
): Promise<OutcomeView> {
  const { transmission } = item;
  try {
    const { state } = await act(item);
    await record(transmission, null);
    return { transmission, state, problem: null };
  } catch (error) {
    if (!(error instanceof Problem) || error.definition.status >= 500) throw error;
    await record(transmission, error);
    return { transmission, state: null, problem: error.type };
  }
}
