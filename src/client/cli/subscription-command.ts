import { Command, Option } from 'commander';
import {
  activateSubscription,
  Channel,
  CHANNELS,
  changeSubscription,
  endSubscription,
  readSubscription,
  renewSecret,
  secretOf,
  subscribe,
  Subscription,
  SubscriptionSettings,
  subscriptions,
} from '../subscriptions.js';
import { CommandFrame, gatewayCommand } from './command-frame.js';
import { wholeNumber } from './option-values.js';
import { deliveriesCommand, replayCommand, testCommand } from './subscription-delivery-commands.js';
import { secretLines, subscriptionLines } from './subscription-lines.js';

/** `careplan subscription …`: being told of what happens, by webhook, mail or feed. */
export function subscriptionCommand(): Command {
  const subscription = new Command('subscription').description('be told by webhook, mail or feed (通知設定)');
  const ofOne = [showCommand(), changeCommand(), activateCommand(), endCommand(), secretCommand()];
  const ofDeliveries = [deliveriesCommand(), replayCommand(), testCommand()];
  for (const command of [makeCommand(), listCommand(), ...ofOne, ...ofDeliveries]) subscription.addCommand(command);
  return subscription;
}

interface SettingOptions {
  readonly name?: string;
  readonly kind?: string[];
  readonly office?: string[];
  readonly url?: string;
  readonly language?: 'ja' | 'en';
  readonly daily?: number;
}

function withSettings(command: Command): Command {
  return command
    .option('--name <name>', 'what you call it')
    .option('--kind <kind...>', 'of these kinds of event only, as transmission-available')
    .option('--office <number...>', 'of these offices only')
    .option('--url <url>', 'of a webhook: what is called')
    .addOption(new Option('--language <language>', 'of a mail or feed').choices(['ja', 'en']))
    .option('--daily <hour>', 'of mail: once a day, at this hour of Japan', wholeNumber(23));
}

function settingsOf({ name, kind, office, url, language, daily }: SettingOptions): SubscriptionSettings {
  const mode = daily === undefined ? {} : ({ mode: 'daily', hour: daily } as const);
  return { name, kinds: kind, offices: office, url, language, ...mode };
}

function makeCommand(): Command {
  const command = withSettings(
    new Command('make')
      .description('make one (作成する)')
      .addOption(new Option('--channel <channel>', 'how').choices([...CHANNELS]).makeOptionMandatory()),
  ).option('--address <address>', 'of mail: to whom; its reader is asked first');
  type Options = SettingOptions & { readonly channel: Channel; readonly address?: string };
  return gatewayCommand<Options>(command, async (frame, _, { channel, address, ...options }) => {
    const gateway = await frame.connect();
    const made = await subscribe(gateway, { channel, address, ...settingsOf(options) });
    const secret = channel === 'mail' ? null : await secretOf(gateway, made.id);
    const lines = [...subscriptionLines(made, frame.language), ...(secret ? secretLines(secret, frame.language) : [])];
    frame.print({ subscription: made, secret }, lines);
    return 0;
  });
}

function listCommand(): Command {
  return gatewayCommand(new Command('list').description('list all (一覧)'), async (frame) => {
    const all = await subscriptions(await frame.connect());
    const none = frame.say({ ja: '通知設定はありません。', en: 'There are no subscriptions.' });
    const lines = all.flatMap((one) => subscriptionLines(one, frame.language));
    frame.print({ subscriptions: all }, all.length === 0 ? [none] : lines);
    return 0;
  });
}

function showCommand(): Command {
  return gatewayCommand(ofOne('show', 'show one (照会)'), async (frame, [id = '']) =>
    printOne(frame, await readSubscription(await frame.connect(), id)),
  );
}

function changeCommand(): Command {
  const command = withSettings(
    ofOne('change', 'replace all its settings (変更): what is left out is as for a new one'),
  );
  return gatewayCommand<SettingOptions>(command, async (frame, [id = ''], options) =>
    printOne(frame, await changeSubscription(await frame.connect(), id, settingsOf(options))),
  );
}

function activateCommand(): Command {
  return gatewayCommand(ofOne('activate', 'have one that was disabled go on (再開)'), async (frame, [id = '']) =>
    printOne(frame, await activateSubscription(await frame.connect(), id)),
  );
}

function endCommand(): Command {
  return gatewayCommand(ofOne('end', 'delete one (削除)'), async (frame, [id = '']) => {
    await endSubscription(await frame.connect(), id);
    frame.print({ ended: id }, [frame.say({ ja: `${id} を削除しました。`, en: `${id} has ended.` })]);
    return 0;
  });
}

function secretCommand(): Command {
  const command = ofOne('secret', 'show its secret: keys of a webhook, address of a feed (秘密の値)').option(
    '--renew',
    'have a new one: of a webhook the old keys sign, too, for a day',
  );
  return gatewayCommand<{ readonly renew?: boolean }>(command, async (frame, [id = ''], { renew }) => {
    const gateway = await frame.connect();
    const secret = await (renew ? renewSecret(gateway, id) : secretOf(gateway, id));
    frame.print(secret, secretLines(secret, frame.language));
    return 0;
  });
}

function ofOne(name: string, description: string): Command {
  return new Command(name).description(description).argument('<id>', 'the subscription');
}

function printOne(frame: CommandFrame, subscription: Subscription): 0 {
  frame.print({ subscription }, subscriptionLines(subscription, frame.language));
  return 0;
}
