import { Command } from 'commander';
import { EventFilter, eventPages, followEvents, GatewayEvent } from '../events.js';
import { GatewayClient } from '../gateway-client.js';
import { CommandFrame, gatewayCommand } from './command-frame.js';
import { eventLine } from './event-lines.js';
import { wholeNumber } from './option-values.js';
import { printable } from './printable.js';

interface Options {
  readonly after?: string;
  readonly kind?: string[];
  readonly office?: string[];
  readonly wait?: number;
  readonly follow?: boolean;
}

/** `careplan events`: what has happened to the own offices, and with --follow what happens. */
export function eventsCommand(): Command {
  const command = new Command('events')
    .description('list what has happened, the oldest first (出来事の一覧)')
    .option('--after <cursor>', 'go on after an earlier listing: its "next" (--json); latest: only what comes now')
    .option('--kind <kind...>', 'of these kinds only, as transmission-available')
    .option('--office <number...>', 'of these offices only')
    .option('--wait <seconds>', 'where there is nothing, wait for something, at most 30 seconds', wholeNumber(99))
    .option('--follow', 'go on as things happen, until interrupted; with --json one object a line');
  return gatewayCommand<Options>(command, async (frame, _, { after, kind, office, wait, follow }) => {
    const filter = { after, kinds: kind, offices: office, waitSeconds: wait };
    const gateway = await frame.connect();
    return follow ? tell(frame, gateway, filter) : list(frame, gateway, filter);
  });
}

async function list(frame: CommandFrame, gateway: GatewayClient, filter: EventFilter): Promise<0> {
  const events: GatewayEvent[] = [];
  let next: string | null = null;
  for await (const page of eventPages(gateway, filter)) {
    events.push(...page.events);
    next = page.next;
    frame.progress.step(frame.say({ ja: `${events.length}件…`, en: `${events.length}…` }));
  }
  const none = frame.say({ ja: '該当する出来事はありません。', en: 'Nothing has happened.' });
  const lines = events.map((event) => eventLine(event, frame.language));
  frame.print({ events, next }, events.length === 0 ? [none] : lines);
  return 0;
}

/** Each line as it comes: what reads them must not wait for an end that there is not. */
async function tell(frame: CommandFrame, gateway: GatewayClient, filter: EventFilter): Promise<0> {
  for await (const { events, next } of followEvents(gateway, filter)) {
    for (const event of events) {
      const line = frame.asJson ? JSON.stringify(event) : printable(eventLine(event, frame.language));
      process.stdout.write(`${line}\n`);
    }
    if (frame.asJson) process.stdout.write(`${JSON.stringify({ next })}\n`);
  }
  return 0;
}
