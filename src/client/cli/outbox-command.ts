import { Command } from 'commander';
import { gatewayCommand } from './command-frame.js';
import { printOutbox } from './outbox-list.js';

/** `careplan outbox`: what was sent, and what became of it. */
export function outboxCommand(): Command {
  const command = new Command('outbox')
    .description('list what was sent and what became of it (送信一覧)')
    .option('--destination <office>', 'to this office only')
    .option('--month <YYYYMM>', 'of this service month only');
  return gatewayCommand<{ destination?: string; month?: string }>(command, async (frame, _, options) => {
    const { destination, month } = options;
    await printOutbox(frame, await frame.connect(), { destination, month });
    return 0;
  });
}
