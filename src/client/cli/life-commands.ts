import { Command, Option } from 'commander';
import { Outcome } from '../answers.js';
import { GatewayClient } from '../gateway-client.js';
import { discard, recall, RECALL_REASONS, RecallReason, release } from '../life.js';
import { CommandFrame, gatewayCommand } from './command-frame.js';
import { stateName } from './words.js';

/** `careplan recall ID…`: takes back what nobody has collected yet. */
export function recallCommand(): Command {
  const command = new Command('recall')
    .description('take transmissions back before they are collected (電文取消)')
    .argument('<id...>', 'the transmissions')
    .addOption(new Option('--reason <reason>', 'why').choices([...RECALL_REASONS]).default('other'));
  return gatewayCommand<{ reason: RecallReason }>(command, (frame, ids, { reason }) =>
    done(frame, (gateway) => recall(gateway, ids, reason)),
  );
}

/** `careplan release ID…`: sends what was held by `careplan send --hold`. */
export function releaseCommand(): Command {
  const command = new Command('release')
    .description('send what was held (保留の送信)')
    .argument('<id...>', 'the transmissions');
  return gatewayCommand(command, (frame, ids) => done(frame, (gateway) => release(gateway, ids)));
}

/** `careplan discard ID…`: throws away what was held. */
export function discardCommand(): Command {
  const command = new Command('discard')
    .description('throw away what was held (保留の破棄)')
    .argument('<id...>', 'the transmissions');
  return gatewayCommand(command, (frame, ids) => done(frame, (gateway) => discard(gateway, ids)));
}

/** One line each; 1 when any of them could not be done. */
async function done(frame: CommandFrame, act: (gateway: GatewayClient) => Promise<Outcome[]>): Promise<0 | 1> {
  const outcomes = await act(await frame.connect());
  const lines = outcomes.map(({ transmission, state, problem }) =>
    state === null
      ? `✗ ${transmission}  ${problem?.split(':').at(-1) ?? ''}`
      : `✓ ${transmission}  ${stateName(state, frame.language)}`,
  );
  frame.print({ outcomes }, lines);
  return outcomes.some(({ problem }) => problem !== null) ? 1 : 0;
}
