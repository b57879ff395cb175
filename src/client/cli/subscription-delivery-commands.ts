import { Command, InvalidArgumentError, Option } from 'commander';
import {
  deliveries,
  Delivery,
  DELIVERY_STATES,
  DeliveryState,
  DeliveryWithAttempts,
  readDelivery,
  replay,
  replayFailed,
  testSubscription,
} from '../deliveries.js';
import { CommandFrame, gatewayCommand } from './command-frame.js';
import { readTime } from './option-values.js';
import { attemptLine, deliveryLine } from './subscription-lines.js';

/** `careplan subscription deliveries ID`: what it was told, and with an event how that went. */
export function deliveriesCommand(): Command {
  const command = new Command('deliveries')
    .description('list what it was told, the newest first (送信記録)')
    .argument('<id>', 'the subscription')
    .argument('[event]', 'this one only, with every attempt')
    .addOption(new Option('--state <state>', 'in this state only').choices([...DELIVERY_STATES]))
    .option('--limit <number>', 'at most so many', atLeastOne, 100);
  type Options = { readonly state?: DeliveryState; readonly limit: number };
  return gatewayCommand<Options>(command, async (frame, [id = '', event], { state, limit }) => {
    const gateway = await frame.connect();
    if (event !== undefined) return printOne(frame, await readDelivery(gateway, id, event));
    const told: Delivery[] = [];
    for await (const delivery of deliveries(gateway, id, state)) if (told.push(delivery) >= limit) break;
    const none = frame.say({ ja: '送信記録はありません。', en: 'It was told of nothing.' });
    const lines = told.map((delivery) => deliveryLine(delivery, frame.language));
    frame.print({ deliveries: told }, told.length === 0 ? [none] : lines);
    return 0;
  });
}

/** `careplan subscription replay ID`: one event again, or all that failed since a time. */
export function replayCommand(): Command {
  const command = new Command('replay')
    .description('tell it again (再送)')
    .argument('<id>', 'the subscription')
    .addOption(new Option('--event <id>', 'this event').conflicts('since'))
    .option('--since <time>', 'whatever failed since this date or moment', readTime);
  type Options = { readonly event?: string; readonly since?: string };
  return gatewayCommand<Options>(command, async (frame, [id = ''], { event, since }) => {
    if (event !== undefined) return printOne(frame, await replay(await frame.connect(), id, event));
    if (since === undefined) return command.error('error: give --event or --since');
    const gateway = await frame.connect();
    const replayed = await replayFailed(gateway, id, new Date(since));
    frame.print({ replayed }, [frame.say({ ja: `${replayed}件を再送します。`, en: `${replayed} are sent again.` })]);
    return 0;
  });
}

/** `careplan subscription test ID`: does it arrive? */
export function testCommand(): Command {
  const command = new Command('test')
    .description('send an event to it alone, to try it out (試験送信)')
    .argument('<id>', 'the subscription');
  return gatewayCommand(command, async (frame, [id = '']) =>
    printOne(frame, await testSubscription(await frame.connect(), id)),
  );
}

function printOne(frame: CommandFrame, delivery: DeliveryWithAttempts): 0 {
  frame.print({ delivery }, [deliveryLine(delivery, frame.language), ...delivery.history.map(attemptLine)]);
  return 0;
}

function atLeastOne(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('a whole number');
  return Number(text);
}
