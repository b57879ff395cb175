import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { notFound } from '../http/http.problems.js';
import { Office } from './office.entity.js';
import { OfficeStore } from './office.store.js';

/** One office by number, and whether data can be sent to it now. */
@Injectable()
export class FindOffice {
  constructor(
    private readonly offices: OfficeStore,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found */
  async run(number: string): Promise<{ office: Office; connected: boolean }> {
    const office = await this.offices.find(number);
    if (!office) throw notFound();
    return { office, connected: await this.offices.isConnected(number, this.clock.now()) };
  }
}
