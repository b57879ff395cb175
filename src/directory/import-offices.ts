import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { EDITIONS } from '../standard/editions.js';
import { officeTwice, repeatedNumbers } from './directory.problems.js';
import { Office } from './office.entity.js';
import { OfficeStore } from './office.store.js';
import { OfficeToImport } from './office.view.js';

/** Takes over offices of the master (事業所マスタ), whole or not at all; a repeated import changes nothing. */
@Injectable()
export class ImportOffices {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly offices: OfficeStore,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem office-twice */
  async run(sent: readonly OfficeToImport[]): Promise<number> {
    const repeated = repeatedNumbers(
      sent.map(({ number }) => number),
      '/offices',
      'number',
    );
    if (repeated.length > 0) throw officeTwice({ errors: repeated });
    const updatedAt = this.clock.now();
    const offices = sent.map((office): Office => ({
      number: office.number,
      name: office.name,
      nameKana: office.nameKana ?? '',
      prefecture: office.prefecture ?? '',
      serviceTypes: office.serviceTypes,
      versions: office.versions ?? EDITIONS.map(({ version }) => version),
      reachableOtherwise: office.reachableOtherwise ?? {},
      updatedAt,
    }));
    await this.unitOfWork.run((tx) => this.offices.import(tx, offices));
    return offices.length;
  }
}
