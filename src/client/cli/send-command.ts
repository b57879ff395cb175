import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Command } from 'commander';
import { GatewayClient } from '../gateway-client.js';
import { OfficeDirectory } from '../office-directory.js';
import { FileToSend } from '../multipart-body.js';
import { hold, send, SendOptions, Sent } from '../send.js';
import { UnitToSend, unitsToSend } from '../units-to-send.js';
import { CommandFrame, gatewayCommand } from './command-frame.js';
import { givenText } from './given-text.js';
import { failureLines, failureOf, ExitCode, CommandRefused } from './failures.js';
import { placeLine, placeOf } from './finding-lines.js';
import { unitText } from './transmission-lines.js';

interface Options {
  readonly to?: string;
  readonly for?: string;
  readonly async?: boolean;
  readonly hold?: boolean;
  readonly message?: string;
}

/** What became of one unit, for machines. */
type Outcome = Omit<AddressedUnit, 'files'> & Record<string, unknown>;

/** A unit of which it is known who sends it. */
type AddressedUnit = UnitToSend & { readonly sender: string };

/** `careplan send PATH…`: the units among the files, one after the other in ascending sequence. */
export function sendCommand(): Command {
  const command = new Command('send')
    .description('send units to the offices their file names tell (送信)')
    .argument('<path...>', 'files, or folders whose files are meant')
    .option('--to <office>', 'office number of the destination, instead of the one in the file names')
    .option('--for <office>', 'for a carrier: the office that it sends for, instead of the one in the file names')
    .option('--hold', 'check now, and send when told by careplan release (登録・保留)')
    .option('--async', 'let the gateway check in the background')
    .option(
      '--message <text>',
      'to the other side, sealed with the files of each unit; @FILE takes it from a file (連絡文)',
    );
  return gatewayCommand<Options>(command, async (frame, paths, options) => {
    const found = unitsToSend(await readFiles(paths), { sender: options.for, destination: options.to });
    if (found.length === 0)
      throw new CommandRefused({ ja: '送信するファイルがありません。', en: 'There are no files to send.' });
    const message = options.message === undefined ? undefined : await givenText(options.message);
    const gateway = await frame.connect();
    const units = found.map((unit) => addressed(gateway, unit, options));
    const offices = new OfficeDirectory(gateway);
    const outcomes: Outcome[] = [];
    const lines: string[] = [];
    let exitCode: ExitCode = 0;
    for (const unit of units) {
      const { sender, destination, sequence } = unit;
      const label = gateway.isCarrier
        ? await offices.route(sender, destination)
        : `→ ${await offices.label(destination)}`;
      const result = await sendUnit(frame, gateway, unit, label, { ...options, message });
      outcomes.push({ sender, destination, sequence, ...result.outcome });
      lines.push(...result.lines);
      if (result.exitCode > exitCode) exitCode = result.exitCode;
      if (exitCode === 2) break; // without network or disk the rest would fare no better
    }
    frame.print({ sent: outcomes }, lines);
    return exitCode;
  });
}

/** An office sends for itself, unless told otherwise; a carrier for the office that the names tell. */
function addressed(gateway: GatewayClient, unit: UnitToSend, options: Options): AddressedUnit {
  const sender = options.for ?? gateway.identity.officeNumber ?? unit.sender;
  if (sender !== null) return { ...unit, sender };
  throw new CommandRefused({
    ja: 'ファイル名から送信元の事業所が分かりません。--for で指定してください。',
    en: 'The file names do not tell the sending office; give it with --for.',
  });
}

async function sendUnit(
  frame: CommandFrame,
  gateway: GatewayClient,
  { sender, destination, files }: AddressedUnit,
  label: string,
  options: Options,
): Promise<{ outcome: Record<string, unknown>; lines: string[]; exitCode: ExitCode }> {
  try {
    const onProgress: SendOptions['onProgress'] = (step) => frame.progress.step(`${label}: ${frame.say(STEPS[step])}`);
    const sent = await (options.hold ? hold : send)(gateway, {
      files,
      sender,
      destination,
      message: options.message,
      respondAsync: options.async ?? false,
      onProgress,
    });
    return {
      outcome: { transmission: sent.transmission, duplicate: sent.duplicate },
      lines: sentLines(frame, sent, label),
      exitCode: 0,
    };
  } catch (error) {
    // One refused unit must not keep the others from going out: it is told in its place.
    const failure = failureOf(error, frame.language);
    if (!failure) throw error;
    const { exitCode, ...told } = failure;
    return { outcome: { error: told }, lines: [`✗ ${label}`, ...failureLines(failure, frame.language)], exitCode };
  }
}

const STEPS = {
  signing: { ja: '署名しています…', en: 'signing…' },
  sending: { ja: '送信しています…', en: 'sending…' },
  checking: { ja: '点検の結果を待っています…', en: 'waiting for the check…' },
} as const;

function sentLines(frame: CommandFrame, { transmission, duplicate }: Omit<Sent, 'receipt'>, label: string): string[] {
  const done = duplicate
    ? frame.say({ ja: '送信済みです（前回の電文）', en: 'was sent before' })
    : transmission.state === 'held'
      ? frame.say({ ja: '保留しました（careplan release で送信）', en: 'held; careplan release sends it' })
      : frame.say({ ja: '送信しました', en: 'sent' });
  const verified =
    transmission.receipt &&
    frame.say({
      ja: '  受領証: ゲートウェイの署名とファイルのダイジェストを確認済み',
      en: '  receipt: signature of the gateway and digests of the files verified',
    });
  const warnings = transmission.findings.map(
    (finding) => `  ${placeLine(placeOf(finding, frame.language), frame.language)}`,
  );
  return [
    `✓ ${label}  ${unitText(transmission, frame.language)}  ${done}`,
    `  ID ${transmission.id}`,
    ...(verified ? [verified] : []),
    ...warnings,
  ];
}

async function readFiles(paths: readonly string[]): Promise<FileToSend[]> {
  const files: FileToSend[] = [];
  for (const path of paths) {
    const found = (await stat(path)).isDirectory() ? await filesIn(path) : [path];
    for (const each of found) files.push({ name: basename(each), bytes: await readFile(each) });
  }
  return files;
}

/** The folder's own files; hidden ones, subfolders and .json files (reports) are passed over. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && !/\.json$/i.test(entry.name))
    .map(({ name }) => join(folder, name))
    .sort();
}
