import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { isId } from '../database/identifiers.js';
import { Caller } from '../http/caller.js';
import { notFound } from '../http/http.problems.js';
import { ImportResult, readImportResult } from '../sealing/import-result.js';
import { contentGone, notCollected, sealedForOthers } from './exchange.problems.js';
import { ImportStore } from './import.store.js';
import { itemOfCell } from './item-of-cell.js';
import { importResultRefused, notConfirmed } from './life.problems.js';
import { Party, partyOf } from './party.js';
import { RequireMandate } from './require-mandate.js';
import { ImportCell, Transmission } from './transmission.js';
import { TransmissionStore } from './transmission.store.js';
import { VerifyDestinationStatement } from './verify-destination-statement.js';

const importResult = {
  type: 'careplan-import-result+jws',
  read: readImportResult,
  refused: importResultRefused,
} as const;

/**
 * 取込結果: the destination's software says, signed, whether it has imported the files; where it could not, by cells. So the
 * sender learns what only the other software can know (付8 4-2). A failed import may be told again, better or worse, until
 * it has succeeded.
 */
@Injectable()
export class ReportImport {
  constructor(
    private readonly transmissions: TransmissionStore,
    private readonly imports: ImportStore,
    private readonly requireMandate: RequireMandate,
    private readonly verify: VerifyDestinationStatement,
    private readonly clock: Clock,
  ) {}

  /**
   * Repeating it is harmless: an imported transmission stays as it is.
   * @throws Problem not-found, mandate-missing, not-collected, not-confirmed, content-gone, sealed-for-others,
   *   import-result-refused
   */
  async run(caller: Caller, id: string, jws: string): Promise<Transmission> {
    const party = partyOf(caller);
    const now = this.clock.now();
    const transmission = isId(id) ? await this.transmissions.findArrived(party, id, now) : null;
    if (!transmission) throw notFound();
    await this.requireMandate.run(party, transmission.destination, 'confirm', now);
    const statement = await this.verify.run(importResult, caller, jws, transmission);
    const cells = cellsOf(statement, transmission);
    requireOpened(party, transmission);
    const told = { jws, kind: statement.kind, cells };
    // Another terminal may have been quicker: what is stored now is the answer either way.
    const stored =
      (await this.imports.tell(party, id, told, now)) ?? (await this.transmissions.findArrived(party, id, now));
    if (!stored) throw notFound();
    return stored;
  }
}

function requireOpened({ clientId }: Party, { sealedFor, state }: Transmission): void {
  if (sealedFor !== null && !sealedFor.includes(clientId)) throw sealedForOthers();
  if (state === 'available') throw notCollected();
  if (state === 'collected') throw notConfirmed();
  if (state === 'recalled' || state === 'expired') throw contentGone();
}

/** With the items' names from the layout; what does not lie in the files of the transmission is refused. */
function cellsOf({ kind, cells }: ImportResult, transmission: Transmission): ImportCell[] {
  if (kind === 'imported' && cells.length > 0) throw importResultRefused({ members: { reason: 'cells' } });
  return cells.map((cell) => {
    const item = itemOfCell(cell, transmission);
    if (item === undefined) throw importResultRefused({ members: { reason: 'cells' } });
    return { ...cell, item };
  });
}
