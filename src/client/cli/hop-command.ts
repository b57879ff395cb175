import { Argument, Command } from 'commander';
import { Hop, HOPS } from '../answers.js';
import { reportHop } from '../hop.js';
import { gatewayCommand } from './command-frame.js';
import { hopName } from './words.js';

/** `careplan hop ID received|handed-to-office`: so that the sender need not ask by telephone (図表126). */
export function hopCommand(): Command {
  const command = new Command('hop')
    .description('for a carrier: report where a transmission is on its way to the office (到達報告)')
    .argument('<id>', 'the transmission')
    .addArgument(new Argument('<hop>', 'where it is').choices([...HOPS]));
  return gatewayCommand(command, async (frame, [id = '', given = '']) => {
    const hop = given as Hop;
    await reportHop(await frame.connect(), id, hop);
    frame.print({ transmission: id, hop }, [`✓ ${id}  ${hopName(hop, frame.language)}`]);
    return 0;
  });
}
