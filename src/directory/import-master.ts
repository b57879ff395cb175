import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Caller } from '../http/caller.js';
import { ImportOffices } from './import-offices.js';
import { MasterCharset, MasterFile, MasterRowRead } from './master-file.js';

export type MasterOutcome = 'created' | 'updated' | 'unchanged' | 'merged' | 'refused';

export interface MasterImport {
  readonly rows: readonly (MasterRowRead & { readonly outcome: MasterOutcome })[];
  readonly ignoredColumns: readonly number[];
}

/**
 * Takes over the office master as CSV: all good rows in one transaction, or none when it fails. The file is read to its end
 * before the transaction begins, so that a slow upload holds no lock.
 */
@Injectable()
export class ImportMaster {
  constructor(private readonly offices: ImportOffices) {}

  /** @throws Problem too-large, master-header, request-invalid */
  async run(caller: Caller, body: Readable, charset: MasterCharset): Promise<MasterImport> {
    const file = await MasterFile.from(body, charset);
    const { header, rows } = file;
    const counts = { rows: rows.length, refused: rows.filter(({ faults }) => faults.length > 0).length };
    const imported = await this.offices.takeOver(caller, file.offices, header.optional, counts);
    const changed = new Map(imported.map(({ number, created }) => [number, created ? 'created' : 'updated'] as const));
    return {
      rows: rows.map((row) => ({ ...row, outcome: outcomeOf(row, changed) })),
      ignoredColumns: header.ignored,
    };
  }
}

function outcomeOf(row: MasterRowRead, changed: ReadonlyMap<string, 'created' | 'updated'>): MasterOutcome {
  if (row.faults.length > 0) return 'refused';
  return row.merged ? 'merged' : (changed.get(row.officeNumber ?? '') ?? 'unchanged');
}
