import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { ProblemError } from '../http/problem.js';
import { EDITIONS } from '../standard/editions.js';
import { officeTwice } from './directory.problems.js';
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
    const repeated = repeatedNumbers(sent);
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

function repeatedNumbers(sent: readonly OfficeToImport[]): ProblemError[] {
  const seen = new Set<string>();
  const errors: ProblemError[] = [];
  sent.forEach((office, index) => {
    if (seen.has(office.number)) {
      errors.push({
        pointer: `/offices/${index}/number`,
        detail: { ja: '前の行と同じ事業所番号です。', en: 'The same number as in an earlier entry.' },
      });
    }
    seen.add(office.number);
  });
  return errors;
}
