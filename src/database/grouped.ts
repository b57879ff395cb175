/** What a group may hold, so that a burst does not become one huge statement. */
const groupLimit = 500;

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Shares round trips: while one group is at the database, later items gather for the next. A lone item goes at once;
 * under load the cost of a round trip is divided by those who wait for it. A group begins only after its items came,
 * so an answer is never older than its question.
 */
export class Grouped<Item, Result> {
  private waiting: Waiting<Item, Result>[] = [];
  private working = false;

  /** @param work answers a group in its order; safe to repeat, since a group that fails is asked again one by one */
  constructor(private readonly work: (items: readonly Item[]) => Promise<readonly Result[]>) {}

  run(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (!this.working) void this.workGroups();
    });
  }

  private async workGroups(): Promise<void> {
    this.working = true;
    while (this.waiting.length > 0) await this.answer(this.waiting.splice(0, groupLimit));
    this.working = false;
  }

  private async answer(group: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.work(group.map(({ item }) => item));
      group.forEach(({ resolve }, at) => resolve(results[at] as Result));
    } catch (error) {
      // One item that the database cannot take must not speak for the others: then each goes alone.
      if (group.length > 1) for (const one of group) await this.answer([one]);
      else for (const { reject } of group) reject(error);
    }
  }
}
