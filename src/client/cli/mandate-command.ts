import { Command, Option } from 'commander';
import { Mandate, MANDATE_STATES } from '../answers.js';
import { findMandate, MandateFilter, mandatePages } from '../mandates.js';
import { gatewayCommand } from './command-frame.js';
import { acceptCommand, deedCommand } from './mandate-deed-commands.js';
import { mandateLines } from './mandate-lines.js';
import { proposeCommand } from './mandate-propose-command.js';

/** `careplan mandate …`: what offices let relays and networks do for them. */
export function mandateCommand(): Command {
  const mandate = new Command('mandate').description('what offices let relays and networks do for them (委任)');
  const commands = [
    listCommand(),
    showCommand(),
    proposeCommand(),
    acceptCommand(),
    deedCommand('decline', 'refusal', 'decline a proposal, or withdraw the own one (辞退・取下げ)'),
    deedCommand('suspend', 'suspension', 'suspend, from the next request on (停止)'),
    deedCommand('resume', 'resumption', 'resume what this side suspended (再開)'),
    deedCommand('revoke', 'revocation', 'revoke for good, from the next request on (取消)'),
  ];
  for (const command of commands) mandate.addCommand(command);
  return mandate;
}

function listCommand(): Command {
  const command = new Command('list')
    .description('list mandates given or held, the oldest first (委任の一覧)')
    .addOption(new Option('--state <state>', 'in this state only').choices([...MANDATE_STATES]))
    .option('--office <number>', 'of this office only')
    .option('--carrier <client>', 'of this carrier only, by its client id');
  return gatewayCommand<MandateFilter>(command, async (frame, _, { state, office, carrier }) => {
    const mandates: Mandate[] = [];
    for await (const page of mandatePages(await frame.connect(), { state, office, carrier })) {
      mandates.push(...page);
      frame.progress.step(frame.say({ ja: `${mandates.length}件…`, en: `${mandates.length}…` }));
    }
    const none = frame.say({ ja: '委任はありません。', en: 'There are no mandates.' });
    const lines = mandates.flatMap((mandate) => mandateLines(mandate, frame.language));
    frame.print({ mandates }, mandates.length === 0 ? [none] : lines);
    return 0;
  });
}

function showCommand(): Command {
  const command = new Command('show').description('show mandates (委任の照会)').argument('<id...>', 'mandates');
  return gatewayCommand(command, async (frame, ids) => {
    const gateway = await frame.connect();
    const mandates: Mandate[] = [];
    for (const id of ids) mandates.push(await findMandate(gateway, id));
    frame.print(
      { mandates },
      mandates.flatMap((mandate) => mandateLines(mandate, frame.language)),
    );
    return 0;
  });
}
