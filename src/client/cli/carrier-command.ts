import { Command } from 'commander';
import { listCarriers } from '../mandates.js';
import { gatewayCommand } from './command-frame.js';
import { carrierKindName } from './mandate-words.js';
import { columnLines } from './text-columns.js';

/** `careplan carrier list`: who may be given a mandate. */
export function carrierCommand(): Command {
  const carrier = new Command('carrier').description('relays and networks (代行業者)');
  const command = new Command('list').description('list those that may be given a mandate (代行業者の一覧)');
  gatewayCommand(command, async (frame) => {
    const carriers = await listCarriers(await frame.connect());
    const none = frame.say({ ja: '代行業者は登録されていません。', en: 'There are no carriers.' });
    const rows = carriers.map(({ id, kind, name }) => [id, carrierKindName(kind, frame.language), name]);
    frame.print({ carriers }, carriers.length === 0 ? [none] : columnLines(rows));
    return 0;
  });
  return carrier.addCommand(command);
}
