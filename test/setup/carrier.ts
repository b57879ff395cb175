import { randomUUID } from 'node:crypto';
import { newId } from '../../src/database/identifiers.js';
import { enrol, TestCaller } from './caller.js';
import { World } from './world.js';

/** A relay or network, enrolled. */
export async function enrolCarrier(world: World, kind: 'relay' | 'network', name: string): Promise<TestCaller> {
  const client = await world.api.post<{ id: string }>('/v1/clients', {
    caller: world.operator,
    headers: { 'idempotency-key': randomUUID() },
    json: { kind, name },
  });
  const path = `/v1/clients/${client.body.id}/enrolment-codes`;
  const code = await world.api.post<{ code: string }>(path, { caller: world.operator });
  return enrol(world.gateway, code.body.code);
}

export interface MandateRow {
  readonly scopes?: readonly string[];
  readonly state?: string;
  /** Seconds from now. */
  readonly from?: number;
  readonly until?: number;
}

/** A mandate as it rests in the database, in whatever state; answers its id. */
export async function putMandate(
  world: World,
  officeNumber: string,
  carrier: TestCaller,
  { scopes = ['send', 'collect', 'confirm'], state = 'active', from = -60, until }: MandateRow = {},
): Promise<string> {
  const id = newId();
  const now = world.gateway.clock.now().getTime();
  const at = (seconds: number): Date => new Date(now + seconds * 1000);
  await world.gateway.database.query(
    `INSERT INTO mandates (id, office_number, carrier_id, scopes, state, proposed_by, valid_from, valid_until,
       suspended_by, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, 'office', $6, $7, $8, $9, $9)`,
    [
      ...[id, officeNumber, carrier.clientId, scopes, state, at(from), until === undefined ? null : at(until)],
      ...[state === 'suspended' ? ['office'] : [], at(0)],
    ],
  );
  return id;
}
