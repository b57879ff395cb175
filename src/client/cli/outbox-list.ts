import { ListedTransmission } from '../answers.js';
import { GatewayClient } from '../gateway-client.js';
import { outbox, OutboxFilter } from '../listings.js';
import { CommandFrame } from './command-frame.js';
import { listedLine } from './transmission-lines.js';

export async function printOutbox(frame: CommandFrame, gateway: GatewayClient, filter: OutboxFilter): Promise<void> {
  const rows: ListedTransmission[] = [];
  for await (const row of outbox(gateway, filter)) {
    rows.push(row);
    if (rows.length % 100 === 0) frame.progress.step(frame.say({ ja: `${rows.length}件…`, en: `${rows.length}…` }));
  }
  const none = frame.say({ ja: '送信した電文はありません。', en: 'Nothing was sent.' });
  const lines = rows.map((row) => listedLine(row, gateway.isCarrier ? 'carrier' : 'outbox', frame.language));
  frame.print({ transmissions: rows }, rows.length === 0 ? [none] : lines);
}
