import { Command } from 'commander';
import { ListedTransmission, Transmission } from '../answers.js';
import { GatewayClient } from '../gateway-client.js';
import { inbox, inImportOrder } from '../listings.js';
import { gatewayCommand } from './command-frame.js';
import { DeliveryOptions, deliverAll } from './deliver-collected.js';
import { CommandRefused, ExitCode } from './failures.js';

interface Options extends DeliveryOptions {
  readonly all?: boolean;
}

/** `careplan collect`: fetches, opens, verifies, writes; in the order in which units are to be imported. */
export function collectCommand(): Command {
  const command = new Command('collect')
    .description("fetch, decrypt and verify what has arrived, and write the sender's files (受信)")
    .argument('[id...]', 'transmissions; with --all those that are open')
    .option('--all', 'everything that is not confirmed yet')
    .requiredOption(
      '--into <folder>',
      "where the files are written, a carrier's in a folder for each office; none is ever overwritten",
    )
    .option('--confirm', 'confirm each, once its files are written (受領確認)');
  return gatewayCommand<Options>(command, async (frame, ids, options) => {
    if (ids.length > 0 === (options.all ?? false)) {
      throw new CommandRefused({
        ja: '電文ID又は --all を指定してください。',
        en: 'Name transmissions, or say --all.',
      });
    }
    const gateway = await frame.connect();
    const wanted = inImportOrder(options.all ? await openRows(gateway) : await named(gateway, ids));
    const none = frame.say({ ja: '受信する電文はありません。', en: 'There is nothing to collect.' });
    const results = await deliverAll(frame, gateway, wanted, options);
    frame.print({ collected: results.map(({ id, outcome }) => ({ id, ...outcome })) }, [
      ...(wanted.length === 0 ? [none] : []),
      ...results.flatMap(({ lines }) => lines),
    ]);
    return results.reduce<ExitCode>((worst, { exitCode }) => (exitCode > worst ? exitCode : worst), 0);
  });
}

async function openRows(gateway: GatewayClient): Promise<Transmission[]> {
  const rows: ListedTransmission[] = [];
  for await (const row of inbox(gateway)) rows.push(row);
  return rows;
}

async function named(gateway: GatewayClient, ids: readonly string[]): Promise<Transmission[]> {
  const found: Transmission[] = [];
  for (const id of new Set(ids)) {
    found.push(await gateway.get<Transmission>(`/v1/transmissions/${encodeURIComponent(id)}`));
  }
  return found;
}
