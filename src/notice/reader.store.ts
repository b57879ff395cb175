import { Injectable } from '@nestjs/common';
import sql, { Sql } from 'sql-template-tag';
import { Statements } from '../database/statements.js';
import { MandateScope } from '../mandates/mandate.js';
import { grantsAt } from '../mandates/standing.js';
import { activeAt } from '../identity/certificate.store.js';
import { Transmission } from '../exchange/transmission.js';
import { officeOn, otherSide, Side } from './notice.js';

/** A certificate that the text of a notice is sealed for. */
export interface Reader {
  readonly thumbprint: string;
  readonly pem: string;
  readonly clientId: string;
  /** On the side that the notice is for. */
  readonly isReceiver: boolean;
}

/** Who may read the text of a notice. */
@Injectable()
export class ReaderStore {
  constructor(private readonly statements: Statements) {}

  /**
   * The other office, its carriers that see the transmission, the own office and the client that writes: every certificate
   * of theirs that is active now. The writer's other carriers are told nothing.
   */
  find(about: Transmission, by: Side, writer: string, now: Date): Promise<Reader[]> {
    const carriers = by === 'destination' ? senderCarrier(about, now) : destinationCarriers(about, now);
    return this.statements.rows<Reader>(
      `readers-find ${by}`,
      sql`WITH readers AS (
            SELECT id, true AS is_receiver FROM clients WHERE office_number = ${officeOn(otherSide(by), about)}
            UNION ALL ${carriers}
            UNION ALL SELECT id, false FROM clients WHERE office_number = ${officeOn(by, about)}
            UNION ALL SELECT ${writer}::uuid, false)
          SELECT certificates.thumbprint, certificates.pem, clients.id AS "clientId",
            bool_or(readers.is_receiver) AS "isReceiver"
          FROM readers JOIN clients ON clients.id = readers.id
          JOIN certificates ON certificates.client_id = clients.id
          WHERE ${activeAt(now)}
          GROUP BY certificates.thumbprint, certificates.pem, clients.id, certificates.created_at
          ORDER BY certificates.created_at, certificates.thumbprint`,
    );
  }
}

function senderCarrier({ id }: Transmission, now: Date): Sql {
  return sql`SELECT t.sent_by_carrier, true FROM transmissions t
    WHERE t.id = ${id} AND ${holds(sql`t.sent_by_carrier`, sql`t.sender`, 'send', now)}`;
}

function destinationCarriers({ id }: Transmission, now: Date): Sql {
  return sql`SELECT c.client_id, true FROM transmission_carriers c
    WHERE c.id = ${id} AND ${holds(sql`c.client_id`, sql`c.destination`, 'collect', now)}`;
}

function holds(carrier: Sql, office: Sql, scope: MandateScope, now: Date): Sql {
  return sql`EXISTS (SELECT FROM mandates
    WHERE mandates.carrier_id = ${carrier} AND mandates.office_number = ${office} AND ${grantsAt(scope, now)})`;
}
