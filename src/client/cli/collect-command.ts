import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { ListedTransmission, Transmission } from '../answers.js';
import { collect, Collected } from '../collect.js';
import { confirm } from '../confirm.js';
import { PackagedFile } from '../../sealing/content-package.js';
import { GatewayClient } from '../gateway-client.js';
import { inbox, inImportOrder } from '../listings.js';
import { OfficeDirectory } from '../office-directory.js';
import { writeFiles, Written } from '../write-files.js';
import { CommandFrame, gatewayCommand } from './command-frame.js';
import { ExitCode, failureLines, failureOf, CommandRefused } from './failures.js';
import { textLines } from './text-lines.js';
import { unitText } from './transmission-lines.js';

interface Options {
  readonly all?: boolean;
  readonly into: string;
  readonly confirm?: boolean;
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
    const outcomes: Record<string, unknown>[] = [];
    const lines: string[] = wanted.length === 0 ? [none] : [];
    let exitCode: ExitCode = 0;
    for (const [index, transmission] of wanted.entries()) {
      frame.progress.step(`${index + 1}/${wanted.length} ${transmission.id}`);
      const result = await collectOne(frame, gateway, transmission, options);
      outcomes.push({ id: transmission.id, ...result.outcome });
      lines.push(...result.lines);
      if (result.exitCode > exitCode) exitCode = result.exitCode;
      if (exitCode === 2) break; // without network or disk the rest would fare no better
    }
    frame.print({ collected: outcomes }, lines);
    return exitCode;
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

async function collectOne(
  frame: CommandFrame,
  gateway: GatewayClient,
  { id }: Transmission,
  options: Options,
): Promise<{ outcome: Record<string, unknown>; lines: string[]; exitCode: ExitCode }> {
  try {
    const collected = await collect(gateway, id);
    const { sender, destination } = collected.receipt;
    const folder = gateway.isCarrier ? join(options.into, destination) : options.into;
    const files = await writeFiles(resolve(folder), [...collected.files, ...messageFile(collected)]);
    if (options.confirm) await confirm(gateway, collected);
    const offices = new OfficeDirectory(gateway);
    const label = gateway.isCarrier ? await offices.route(sender, destination) : `← ${await offices.label(sender)}`;
    const { signedBy, contentSha256, message } = collected;
    const outcome = {
      sender,
      destination,
      signedBy,
      files,
      message,
      contentSha256,
      confirmed: options.confirm ?? false,
    };
    return { outcome, lines: collectedLines(frame, collected, files, label, options), exitCode: 0 };
  } catch (error) {
    // What cannot be opened or believed is told, and does not hold up the rest.
    const failure = failureOf(error, frame.language);
    if (!failure) throw error;
    const { exitCode, ...told } = failure;
    return { outcome: { error: told }, lines: [`✗ ${id}`, ...failureLines(failure, frame.language)], exitCode };
  }
}

/** Under the transmission's id: a folder takes the files of many, and each may have its message. */
function messageFile({ transmission: { id }, message }: Collected): PackagedFile[] {
  return message === null ? [] : [{ name: `message_${id}.txt`, bytes: Buffer.from(message) }];
}

function collectedLines(
  frame: CommandFrame,
  { transmission, signedBy, message }: Collected,
  files: readonly Written[],
  label: string,
  options: Options,
): string[] {
  const there = frame.say({ ja: '（保存済み）', en: ' (there already)' });
  const signer = signedBy.byExtract
    ? {
        ja: 'ゲートウェイの抄本（送信元が一括で署名した内容のうち、この送信先の分）',
        en: "the gateway's extract of what the sender signed as a whole: its signature and certificate",
      }
    : signedBy.authority === 'other'
      ? {
          ja: `送信元（他の認証局の証明書 ${signedBy.name}、受領証により確認）`,
          en: `signature of the sender (certificate of another authority, ${signedBy.name}, named by the receipt)`,
        }
      : signedBy.byCarrier
        ? {
            ja: `送信元の代行業者（${signedBy.name}）`,
            en: `signature and certificate of the sender's carrier (${signedBy.name})`,
          }
        : { ja: '送信元', en: "sender's signature and certificate" };
  const verified = frame.say({
    ja: `  復号し、${signer.ja}の署名と証明書、ファイルのダイジェストを確認しました`,
    en: `  decrypted; ${signer.en}, and digests of the files verified`,
  });
  const confirmed = frame.say({ ja: '  受領確認を送りました', en: '  confirmed' });
  return [
    `✓ ${label}  ${unitText(transmission, frame.language)}`,
    verified,
    ...(message === null ? [] : textLines(frame.say({ ja: '連絡文', en: 'message' }), message)),
    ...files.map(({ path, isNew }) => `  ${path}${isNew ? '' : there}`),
    ...(options.confirm ? [confirmed] : []),
  ];
}
