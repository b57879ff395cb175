import { ListedTransmission } from '../../src/client/answers.js';
import { collect } from '../../src/client/collect.js';
import { confirm } from '../../src/client/confirm.js';
import { GatewayClient } from '../../src/client/gateway-client.js';
import { inbox, inImportOrder } from '../../src/client/listings.js';
import { send } from '../../src/client/send.js';
import { readFiles } from '../../src/standard/reading/read-units.js';
import { ReadUnit } from '../../src/standard/reading/read-unit.js';
import { TrialOffice } from './cast.js';
import { Dispatch } from './dispatches.js';
import { exportUnit } from './export-unit.js';
import { groupOf } from './patterns.js';
import { KeptRecords, unitName } from './kept-records.js';
import { dayAfter, dayBefore } from './unit-records.js';

/** What goes wrong between arrival and import, for the trial to find: units in import order, as they are then taken. */
export type Mishap = (arrived: readonly ReadUnit[], office: TrialOffice) => readonly ReadUnit[];

/** What was sent, by the name under which the destination imports it. */
export interface Posted {
  readonly dispatch: Dispatch;
  readonly unit: string;
  /** Accepted at once, as a new transmission, with a receipt that names these files. */
  readonly accepted: boolean;
}

/** An office at work: it exports and sends, receives and imports, by itself or through its relay. */
export class OfficeDesk {
  readonly kept = new KeptRecords();
  private readonly exports = new Map<string, number>();

  constructor(
    readonly office: TrialOffice,
    private readonly gateway: GatewayClient,
  ) {}

  async post(dispatch: Dispatch): Promise<Posted> {
    const sequence = this.nextSequence(dispatch);
    const { from, to } = dispatch;
    const files = exportUnit(dispatch.unit, { from, to, sequence });
    const sent = await send(this.gateway, { files, destination: to.number, sender: from.number });
    const accepted =
      sent.transmission.state === 'available' && !sent.duplicate && sent.receipt.files.length === files.length;
    return { dispatch, unit: unitName(from.number, to.number, sequence), accepted };
  }

  /** Everything in the inbox, imported in ascending sequence; answers how much was confirmed. */
  async receive(mishap: Mishap): Promise<number> {
    const rows: ListedTransmission[] = [];
    const offices = this.gateway.isCarrier ? [this.office.number] : [];
    for await (const row of inbox(this.gateway, { states: ['available'], offices })) rows.push(row);
    const collected = [];
    for (const { id } of inImportOrder(rows)) collected.push(await collect(this.gateway, id));
    const files = collected.flatMap((each) => each.files);
    const { units, unnamed } = readFiles(files.map(({ name, bytes }) => ({ name, bytes })));
    if (unnamed.length > 0) throw new Error('A file arrived that is none of the standard.');
    for (const unit of mishap(units, this.office)) this.kept.take(unit);
    for (const each of collected) await confirm(this.gateway, each);
    return collected.length;
  }

  /** ファイル連番 of this office: a second apart, plans from the 25th of the month before, actuals from the 1st after. */
  private nextSequence({ episode, operation }: Dispatch): string {
    const day = groupOf(operation) === 'actual' ? dayAfter(episode, 1) : dayBefore(episode, 25);
    const count = this.exports.get(day) ?? 0;
    this.exports.set(day, count + 1);
    const two = (number: number): string => String(number).padStart(2, '0');
    return `${day}${two(9 + Math.floor(count / 3600))}${two(Math.floor(count / 60) % 60)}${two(count % 60)}`;
  }
}
