import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { Statements } from '../database/statements.js';
import { isDestination, Party, shapeOf } from './party.js';
import { arrivedStates } from './transmission.js';

/** What tells in which order units are to be imported. */
export interface Heading {
  readonly id: string;
  readonly sender: string;
  readonly destination: string;
  readonly sequence: string | null;
}

@Injectable()
export class CollectionStore {
  constructor(private readonly statements: Statements) {}

  /** Those of these that have arrived for the party, in no order. */
  headings(party: Party, ids: readonly string[], now: Date): Promise<Heading[]> {
    return this.statements.rows<Heading>(
      `collection-headings ${shapeOf(party)}`,
      sql`SELECT t.id, t.sender, t.destination, t.sequence FROM transmissions t
          WHERE t.id = ANY (${ids}::uuid[]) AND ${isDestination(party, now)} AND t.state = ANY (${arrivedStates})`,
    );
  }
}
