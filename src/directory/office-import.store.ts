import { Injectable } from '@nestjs/common';
import { Tx } from '../database/unit-of-work.js';
import { Office } from './office.entity.js';
import { searchColumnsOf } from './search-text.js';

/** An office as the master has it. */
export type MasterOffice = Omit<Office, 'capabilityStatedAt' | 'updatedAt'>;

/** What a master may leave out of all its offices: then they keep what they have, and new ones get the default. */
export type OptionalColumn = 'versions' | 'attachments' | 'fax' | 'mail';
export const optionalColumns: readonly OptionalColumn[] = ['versions', 'attachments', 'fax', 'mail'];

export interface ImportedOffice {
  readonly number: string;
  /** Whether it is new; otherwise it was changed. */
  readonly created: boolean;
}

const isStated = 'offices.capability_stated_at IS NOT NULL';

/** What each column of an office that was there before becomes. Capability is the office's own, once it stated it. */
const changes: Readonly<Record<string, string>> = {
  name: 'excluded.name',
  name_kana: 'excluded.name_kana',
  prefecture: 'excluded.prefecture',
  service_types: 'excluded.service_types',
  search_text: 'excluded.search_text',
  search_grams: 'excluded.search_grams',
  versions: `CASE WHEN ${isStated} OR NOT 'versions' = ANY ($2) THEN offices.versions ELSE excluded.versions END`,
  attachments: `CASE WHEN ${isStated} OR NOT 'attachments' = ANY ($2) THEN offices.attachments ELSE excluded.attachments END`,
  reachable_otherwise: `CASE WHEN ${isStated} THEN offices.reachable_otherwise
    ELSE (offices.reachable_otherwise - $2::text[]) || excluded.reachable_otherwise END`,
};

/** The pairs follow from the text: to compare them, too, would take longer than all the rest. */
const compared = Object.keys(changes).filter((column) => column !== 'search_grams');

const statement = `
  INSERT INTO offices (number, name, name_kana, prefecture, service_types, versions, attachments, reachable_otherwise,
                       search_text, search_grams, updated_at)
  SELECT number, name, "nameKana", prefecture, "serviceTypes", versions, attachments, "reachableOtherwise",
         "searchText", string_to_array("searchGrams", ' '), $3
  FROM json_to_recordset($1) AS sent (number text, name text, "nameKana" text, prefecture text,
    "serviceTypes" text[], versions text[], attachments boolean, "reachableOtherwise" jsonb,
    "searchText" text, "searchGrams" text)
  ORDER BY number
  ON CONFLICT (number) DO UPDATE
    SET ${Object.entries(changes).map(([column, value]) => `${column} = ${value}`)}, updated_at = excluded.updated_at
    WHERE (${compared.map((column) => `offices.${column}`)}) IS DISTINCT FROM (${compared.map((column) => changes[column])})
  RETURNING number, xmax = 0 AS created`;

@Injectable()
export class OfficeImportStore {
  /**
   * Inserts or replaces offices by number, in one statement, and answers which were not as sent already; those that were
   * keep their date. Rows are locked in the order of their numbers, changed or not, so that imports at the same time wait
   * for each other instead of deadlocking: who calls it several times in a transaction keeps that order, too.
   */
  async import(
    tx: Tx,
    offices: readonly MasterOffice[],
    columns: readonly OptionalColumn[],
    now: Date,
  ): Promise<ImportedOffice[]> {
    const sent = offices.map((office) => {
      const { searchText, searchGrams } = searchColumnsOf(office.name, office.nameKana);
      // No pair holds a space. One text is read by PostgreSQL in a fraction of the time of a list.
      return { ...office, searchText, searchGrams: searchGrams.join(' ') };
    });
    return tx.query<ImportedOffice[]>(statement, [JSON.stringify(sent), columns, now]);
  }
}
