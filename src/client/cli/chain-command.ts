import { Command } from 'commander';
import { chainOf } from '../life.js';
import { gatewayCommand } from './command-frame.js';
import { unitText } from './transmission-lines.js';
import { stateName } from './words.js';

/** `careplan chain ID`: what a unit replaced and what replaced it, in the order of import. */
export function chainCommand(): Command {
  const command = new Command('chain')
    .description('what a unit replaced, and what replaced it (訂正・削除の連鎖)')
    .argument('<id>', 'one of them');
  return gatewayCommand(command, async (frame, [id = '']) => {
    const chain = await chainOf(await frame.connect(), id);
    const lines = chain.map(
      (one) =>
        `${one.id === id ? '▶' : ' '} ${one.id}  ${unitText(one, frame.language)}  ${stateName(one.state, frame.language)}`,
    );
    frame.print({ transmissions: chain }, lines);
    return 0;
  });
}
