import { TestCaller } from './caller.js';
import { World } from './world.js';

export interface HistoryEvent {
  readonly kind: string;
  readonly client: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The whole history of a transmission, as its sender sees it. */
export async function historyOf(world: World, sender: TestCaller, id: string): Promise<HistoryEvent[]> {
  const path = `/v1/transmissions/${id}/events`;
  const { body } = await world.api.get<{ events: HistoryEvent[] }>(path, { caller: sender });
  return body.events;
}

export async function kindsOf(world: World, sender: TestCaller, id: string): Promise<string[]> {
  return (await historyOf(world, sender, id)).map(({ kind }) => kind);
}
