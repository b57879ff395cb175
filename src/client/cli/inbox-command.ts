import { Command, Option } from 'commander';
import { FORM_CODES, UNIT_KINDS } from '../../standard/editions.js';
import { type FormCode } from '../../standard/layouts/form.js';
import { type UnitKind } from '../../standard/layouts/unit-definition.js';
import { ListedTransmission, type Place, PLACES, TransmissionState } from '../answers.js';
import { GatewayClient } from '../gateway-client.js';
import {
  ARRIVED_STATES,
  countInbox,
  InboxFilter,
  inboxPages,
  LISTING_ORDERS,
  type ListingFilter,
  type ListingOrder,
} from '../listings.js';
import { CommandFrame, gatewayCommand } from './command-frame.js';
import { countLines } from './count-lines.js';
import { ExitCode } from './failures.js';
import { listedLine } from './transmission-lines.js';
import { wholeNumber } from './option-values.js';

interface Options {
  readonly all?: boolean;
  readonly unread?: boolean;
  readonly counts?: boolean;
  readonly sender?: string;
  readonly office?: string[];
  readonly month?: string;
  readonly kind?: UnitKind;
  readonly form?: FormCode;
  readonly state?: TransmissionState[];
  readonly place?: Place;
  readonly deletions?: boolean;
  readonly current?: boolean;
  readonly personsMin?: number;
  readonly personsMax?: number;
  readonly order?: ListingOrder;
  readonly cursor?: string;
  readonly wait?: number;
}

/** `careplan inbox`: what has arrived and is open, or everything that ever did. */
export function inboxCommand(): Command {
  const command = new Command('inbox')
    .description('list what has arrived (受信一覧)')
    .option('--all', 'also what is confirmed, recalled or expired')
    .option('--unread', 'only what nobody has collected yet (未読)')
    .option('--counts', 'how much is open and unread, by kind and office, in place of a list')
    .option('--sender <office>', 'from this office only')
    .option('--office <office...>', 'for these offices only, of those that this carrier acts for')
    .option('--month <YYYYMM>', 'of this service month only')
    .addOption(new Option('--kind <kind>', 'this kind of unit only').choices([...UNIT_KINDS]))
    .addOption(new Option('--form <form>', 'units with this form only').choices([...FORM_CODES]))
    .addOption(new Option('--state <state...>', 'in these states only').choices([...ARRIVED_STATES]))
    .addOption(new Option('--place <place>', 'only what is there: where is it stuck?').choices([...PLACES]))
    .option('--deletions', 'delete forms only')
    .option('--no-deletions', 'all but delete forms')
    .option('--current', 'without what a newer unit replaces')
    .option('--persons-min <number>', 'with at least so many persons', wholeNumber(9_999_999))
    .option('--persons-max <number>', 'with at most so many persons', wholeNumber(9_999_999))
    .addOption(
      new Option('--order <order>', 'by arrival, or by sequence: the order of import').choices([...LISTING_ORDERS]),
    )
    .option('--cursor <cursor>', 'go on after an earlier listing: its "next" (--json)')
    .option(
      '--wait <seconds>',
      'where there is nothing, wait for something, at most 30 seconds',
      wholeNumber(9_999_999),
    );
  return gatewayCommand<Options>(command, async (frame, _, options) => {
    const gateway = await frame.connect();
    return options.counts ? count(frame, gateway, options) : list(frame, gateway, filterOf(options));
  });
}

async function list(frame: CommandFrame, gateway: GatewayClient, wanted: InboxFilter): Promise<ExitCode> {
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
}

async function count(frame: CommandFrame, gateway: GatewayClient, { office, month }: Options): Promise<ExitCode> {
  const filter: ListingFilter = { offices: office, month };
  const counts = await countInbox(gateway, filter);
  frame.print(counts, countLines(counts, gateway.isCarrier, frame.language));
  return 0;
}

function filterOf({ all, state, office, deletions, wait, unread, ...same }: Options): InboxFilter {
  const { sender, month, kind, form, place, current, personsMin, personsMax, order, cursor } = same;
  const states = unread ? undefined : (state ?? (all ? ARRIVED_STATES : undefined));
  const narrowed = { sender, month, kind, form, place, current, personsMin, personsMax, order, cursor };
  return { ...narrowed, states, unread, offices: office, deletion: deletions, waitSeconds: wait };
}
