import { Command } from 'commander';
import { Transmission } from '../answers.js';
import { collect } from '../collect.js';
import { confirm } from '../confirm.js';
import { GatewayClient } from '../gateway-client.js';
import { OfficeDirectory } from '../office-directory.js';
import { gatewayCommand } from './command-frame.js';
import { CommandRefused } from './failures.js';
import { stateName } from './words.js';

/** `careplan confirm ID…`: opens what was collected once more, and signs that this is what arrived. */
export function confirmCommand(): Command {
  const command = new Command('confirm')
    .description('confirm what was collected (受領確認)')
    .argument('<id...>', 'transmissions');
  return gatewayCommand(command, async (frame, ids) => {
    const gateway = await frame.connect();
    const offices = new OfficeDirectory(gateway);
    const confirmed: Transmission[] = [];
    const lines: string[] = [];
    for (const id of ids) {
      frame.progress.step(id);
      const transmission = await confirmOne(gateway, id);
      confirmed.push(transmission);
      const { sender, destination } = transmission;
      const who = gateway.isCarrier ? await offices.route(sender, destination) : `← ${await offices.label(sender)}`;
      lines.push(`✓ ${id}  ${who}  ${stateName(transmission.state, frame.language)}`);
    }
    frame.print({ confirmed }, lines);
    return 0;
  });
}

/** Opening it again would collect what was never stored here: only what was collected before is confirmed. */
async function confirmOne(gateway: GatewayClient, id: string): Promise<Transmission> {
  const { state } = await gateway.get<Transmission>(`/v1/transmissions/${encodeURIComponent(id)}`);
  if (state === 'available') {
    throw new CommandRefused(
      {
        ja: `${id} はまだ受信していません。先に careplan collect を実行してください。`,
        en: `${id} was not collected yet: run careplan collect first.`,
      },
      1,
    );
  }
  return confirm(gateway, await collect(gateway, id));
}
