import { Command } from 'commander';
import { adminCommand } from './admin-command.js';
import { batchCommand } from './batch-command.js';
import { certificateCommand } from './certificate-command.js';
import { carrierCommand } from './carrier-command.js';
import { chainCommand } from './chain-command.js';
import { checkCommand } from './check-command.js';
import { compareCommand } from './compare-command.js';
import { collectCommand } from './collect-command.js';
import { confirmCommand } from './confirm-command.js';
import { enrolCommand } from './enrol-command.js';
import { eventsCommand } from './events-command.js';
import { hopCommand } from './hop-command.js';
import { importResultCommand } from './import-result-command.js';
import { inboxCommand } from './inbox-command.js';
import { discardCommand, recallCommand, releaseCommand } from './life-commands.js';
import { mandateCommand } from './mandate-command.js';
import { monthProgressCommand } from './month-progress-command.js';
import { noticeCommand } from './notice-command.js';
import { officeCommand } from './office-command.js';
import { outboxCommand } from './outbox-command.js';
import { readCommand } from './read-command.js';
import { sendCommand } from './send-command.js';
import { standardCommand } from './standard-command.js';
import { statusCommand } from './status-command.js';
import { subscriptionCommand } from './subscription-command.js';

/** The command line of the gateway's reference client; each command is made in a file of its own. */
export function careplanProgram(): Command {
  const program = new Command('careplan')
    .description('Check and exchange care plans (ケアプランデータ連携標準仕様)')
    .showHelpAfterError()
    // What stands behind a subcommand is the subcommand's, also where the command above takes the same options.
    .enablePositionalOptions()
    // 2 tells a wrong call from a refused file, which is 1.
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
  const commands = [
    enrolCommand(),
    checkCommand(),
    readCommand(),
    compareCommand(),
    standardCommand(),
    sendCommand(),
    batchCommand(),
    inboxCommand(),
    outboxCommand(),
    collectCommand(),
    confirmCommand(),
    statusCommand(),
    recallCommand(),
    releaseCommand(),
    discardCommand(),
    chainCommand(),
    importResultCommand(),
    monthProgressCommand(),
    officeCommand(),
    certificateCommand(),
    mandateCommand(),
    carrierCommand(),
    noticeCommand(),
    hopCommand(),
    eventsCommand(),
    subscriptionCommand(),
    adminCommand(),
  ];
  for (const command of commands) program.addCommand(inheriting(command, program));
  return program;
}

/** With the settings of the command above, down to the last subcommand. */
function inheriting(command: Command, above: Command): Command {
  command.copyInheritedSettings(above);
  for (const below of command.commands) inheriting(below, command);
  return command;
}
