import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { Statements } from '../database/statements.js';
import { UnitKind } from '../standard/units.js';
import { ListingFilter, nameOf, narrowing } from './listing-filter.js';
import { inboxOf } from './listing-side.js';
import { Party, shapeOf } from './party.js';
import { openStates } from './transmission.js';

/** What is open from one office to another, of one kind. */
export interface CountRow {
  readonly sender: string;
  readonly senderName: string;
  readonly destination: string;
  readonly destinationName: string;
  readonly kind: UnitKind;
  readonly open: number;
  readonly unread: number;
}

@Injectable()
export class InboxCountStore {
  constructor(private readonly statements: Statements) {}

  /** Open rows only, by the index over them. */
  open(party: Party, narrowedTo: Pick<ListingFilter, 'offices' | 'month'>, now: Date): Promise<CountRow[]> {
    const side = inboxOf(party, now);
    const filter = { ...narrowedTo, states: openStates };
    return this.statements.rows<CountRow>(
      nameOf({ name: `inbox counts ${shapeOf(party)}` }, filter),
      sql`SELECT counted.*, s.name AS "senderName", d.name AS "destinationName"
          FROM (
            SELECT t.sender, t.destination, t.unit_kind AS kind, count(*)::int AS open,
                   count(*) FILTER (WHERE t.state = 'available')::int AS unread
            FROM ${side.from} WHERE ${side.mine} AND ${narrowing(side, filter)}
            GROUP BY t.sender, t.destination, t.unit_kind) AS counted
          JOIN offices s ON s.number = counted.sender JOIN offices d ON d.number = counted.destination`,
    );
  }
}
