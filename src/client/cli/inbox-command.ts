import { Command, Option } from 'commander';
import { FORM_CODES, UNIT_KINDS } from '../../standard/editions.js';
import { type FormCode } from '../../standard/layouts/form.js';
import { type UnitKind } from '../../standard/layouts/unit-definition.js';
import { ListedTransmission, TransmissionState } from '../answers.js';
import { ARRIVED_STATES, InboxFilter, inboxPages } from '../listings.js';
import { gatewayCommand } from './command-frame.js';
import { listedLine } from './transmission-lines.js';

interface Options {
  readonly all?: boolean;
  readonly sender?: string;
  readonly office?: string[];
  readonly month?: string;
  readonly kind?: UnitKind;
  readonly form?: FormCode;
  readonly state?: TransmissionState[];
}

/** `careplan inbox`: what has arrived and is open, or everything that ever did. */
export function inboxCommand(): Command {
  const command = new Command('inbox')
    .description('list what has arrived (受信一覧)')
    .option('--all', 'also what is confirmed, recalled or expired')
    .option('--sender <office>', 'from this office only')
    .option('--office <office...>', 'for these offices only, of those that this carrier acts for')
    .option('--month <YYYYMM>', 'of this service month only')
    .addOption(new Option('--kind <kind>', 'this kind of unit only').choices([...UNIT_KINDS]))
    .addOption(new Option('--form <form>', 'units with this form only').choices([...FORM_CODES]))
    .addOption(new Option('--state <state...>', 'in these states only').choices([...ARRIVED_STATES]));
  return gatewayCommand<Options>(command, async (frame, _, { all, state, ...filter }) => {
    const gateway = await frame.connect();
    const { sender, month, kind, form, office: offices } = filter;
    const states = state ?? (all ? ARRIVED_STATES : undefined);
    const wanted: InboxFilter = { sender, month, kind, form, offices, states };
    const rows: ListedTransmission[] = [];
    let next: string | null = null;
    for await (const page of inboxPages(gateway, wanted)) {
      rows.push(...page.transmissions);
      next = page.next;
      frame.progress.step(frame.say({ ja: `${rows.length}件…`, en: `${rows.length}…` }));
    }
    const none = frame.say({ ja: '届いている電文はありません。', en: 'Nothing has arrived.' });
    const lines = rows.map((row) => listedLine(row, gateway.isCarrier ? 'carrier' : 'inbox', frame.language));
    frame.print({ transmissions: rows, next }, rows.length === 0 ? [none] : lines);
    return 0;
  });
}
