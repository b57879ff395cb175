import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { notFound } from '../http/http.problems.js';
import { ConnectedOffice, OfficeStore } from './office.store.js';

/** Offices by number, and how data reaches them now: what care software asks before it exports (付8 1-1, 1-2). */
@Injectable()
export class FindOffice {
  constructor(
    private readonly offices: OfficeStore,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found */
  async run(number: string): Promise<ConnectedOffice> {
    const [office] = await this.offices.findAll([number], this.clock.now());
    if (!office) throw notFound();
    return office;
  }

  /** In the order asked for; the numbers that are not in the directory apart. */
  async all(numbers: readonly string[]): Promise<{ offices: ConnectedOffice[]; unknown: string[] }> {
    const offices = await this.offices.findAll(numbers, this.clock.now());
    const known = new Set(offices.map(({ number }) => number));
    return { offices, unknown: numbers.filter((number) => !known.has(number)) };
  }
}
