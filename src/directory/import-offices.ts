import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { Tx, UnitOfWork } from '../database/unit-of-work.js';
import { EventStore } from '../events/event.store.js';
import { Caller } from '../http/caller.js';
import { EDITIONS } from '../standard/editions.js';
import { officeTwice, repeatedNumbers } from './directory.problems.js';
import {
  ImportedOffice,
  MasterOffice,
  OfficeImportStore,
  OptionalColumn,
  optionalColumns,
} from './office-import.store.js';
import { OfficeToImport } from './office.view.js';
import { prefectureNamed } from './prefecture.js';

/** One statement takes so many: large enough that round trips do not count, small enough that making it keeps no other request waiting. */
const OFFICES_A_STATEMENT = 2000;

/** Takes over offices of the master (事業所マスタ), whole or not at all; a repeated import changes nothing. */
@Injectable()
export class ImportOffices {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly offices: OfficeImportStore,
    private readonly events: EventStore,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem office-twice */
  async run(caller: Caller, sent: readonly OfficeToImport[]): Promise<number> {
    const repeated = repeatedNumbers(
      sent.map(({ number }) => number),
      '/offices',
      'number',
    );
    if (repeated.length > 0) throw officeTwice({ errors: repeated });
    await this.takeOver(caller, sent.map(masterOffice), optionalColumns, { rows: sent.length, refused: 0 });
    return sent.length;
  }

  /**
   * All of these offices in one transaction, each number once.
   * @param columns what the master states of the columns that it may leave out
   * @param counts told in the event, beside how many were created and updated
   * @returns those that are new or changed
   */
  async takeOver(
    caller: Caller,
    offices: readonly MasterOffice[],
    columns: readonly OptionalColumn[],
    counts: Readonly<Record<'rows' | 'refused', number>>,
  ): Promise<ImportedOffice[]> {
    const now = this.clock.now();
    const ordered = [...offices].sort((a, b) => (a.number < b.number ? -1 : 1));
    return this.unitOfWork.run(async (tx: Tx) => {
      const imported: ImportedOffice[] = [];
      for (let at = 0; at < ordered.length; at += OFFICES_A_STATEMENT) {
        const part = ordered.slice(at, at + OFFICES_A_STATEMENT);
        for (const office of await this.offices.import(tx, part, columns, now)) imported.push(office);
      }
      const created = imported.filter((office) => office.created).length;
      const updated = imported.length - created;
      const data = { ...counts, created, updated, unchanged: offices.length - imported.length };
      await this.events.append(tx, { kind: 'offices-imported', at: now, clientId: caller.clientId, data });
      return imported;
    });
  }
}

function masterOffice(office: OfficeToImport): MasterOffice {
  const prefecture = office.prefecture ?? '';
  return {
    number: office.number,
    name: office.name,
    nameKana: office.nameKana ?? '',
    prefecture: prefectureNamed(prefecture) ?? prefecture,
    serviceTypes: office.serviceTypes,
    versions: office.versions ?? EDITIONS.map(({ version }) => version),
    attachments: office.attachments ?? false,
    reachableOtherwise: office.reachableOtherwise ?? {},
  };
}
