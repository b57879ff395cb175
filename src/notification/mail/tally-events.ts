import { Injectable } from '@nestjs/common';
import { Claimed } from '../deliveries/work.store.js';
import { MailStore } from './mail.store.js';
import { DisplayedOffice, Tally } from './mail-text.js';

/** Counts events by the reader's office, kind, and the office on the other side, in the order of the first of each. */
@Injectable()
export class TallyEvents {
  constructor(private readonly store: MailStore) {}

  async run(reader: string, events: readonly Claimed[]): Promise<Tally[]> {
    const ids = events.map(({ id }) => id);
    const sides = new Map((await this.store.sidesOf(reader, ids)).map((side) => [side.id, side]));
    const named = await this.namesOf([
      ...events.flatMap(({ offices }) => offices),
      ...[...sides.values()].flatMap(({ sender, destination }) => [sender, destination]),
    ]);
    const tallies = new Map<string, Tally>();
    for (const { id, kind, offices } of events) {
      const { sender = null, destination = null } = sides.get(id) ?? {};
      // An event that is seen from both sides is told once, to the one that it came to.
      const office = offices.at(-1) ?? null;
      const counterpart = office === sender ? destination : sender;
      const key = JSON.stringify([office, kind, counterpart]);
      const count = (tallies.get(key)?.count ?? 0) + 1;
      tallies.set(key, { office: named(office), kind, counterpart: named(counterpart), count });
    }
    return [...tallies.values()];
  }

  private async namesOf(
    numbers: readonly (string | null)[],
  ): Promise<(number: string | null) => DisplayedOffice | null> {
    const asked = [...new Set(numbers.filter((number) => number !== null))];
    const names = new Map((await this.store.names(asked)).map((office) => [office.number, office]));
    return (number) => (number === null ? null : (names.get(number) ?? { number, name: '' }));
  }
}
