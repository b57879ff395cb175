import { Command, Option } from 'commander';
import { type Place, PLACES } from '../answers.js';
import { gatewayCommand } from './command-frame.js';
import { printOutbox } from './outbox-list.js';

interface Options {
  readonly destination?: string;
  readonly month?: string;
  readonly office?: string[];
  readonly place?: Place;
}

/** `careplan outbox`: what was sent, and what became of it. */
export function outboxCommand(): Command {
  const command = new Command('outbox')
    .description('list what was sent and what became of it (送信一覧)')
    .option('--destination <office>', 'to this office only')
    .option('--office <office...>', 'sent for these offices only, of those that this carrier acts for')
    .option('--month <YYYYMM>', 'of this service month only')
    .addOption(new Option('--place <place>', 'only what is there: where is it stuck?').choices([...PLACES]));
  return gatewayCommand<Options>(command, async (frame, _, { destination, month, office: offices, place }) => {
    // Short of the office only what is under way is stuck; what was taken back or has expired ended where it was.
    const states = place && place !== 'office' ? (['available', 'collected'] as const) : undefined;
    await printOutbox(frame, await frame.connect(), { destination, month, offices, place, states });
    return 0;
  });
}
