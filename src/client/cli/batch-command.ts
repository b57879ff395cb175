import { Command } from 'commander';
import { Batch, batchEnded, BatchItem, batchItems, cancelBatch, findBatch, isGoingOn, sendBatch } from '../batch.js';
import { BatchForm, batchToSend } from '../batch-to-send.js';
import { GatewayClient } from '../gateway-client.js';
import { FileToSend } from '../multipart-body.js';
import { fileNameKey, isPlainFileName } from '../../sealing/file-name.js';
import { batchLines, countsText } from './batch-lines.js';
import { CommandFrame, gatewayCommand } from './command-frame.js';
import { CommandRefused, ExitCode } from './failures.js';
import { findFiles, loadFiles, PathUnreadable } from './paths.js';

interface Options {
  readonly for?: string;
  readonly zip?: boolean;
  readonly whole?: boolean;
  readonly hold?: boolean;
  readonly wait?: boolean;
}

/** `careplan batch PATH…`: everything in one go; `careplan batch status|cancel ID`. */
export function batchCommand(): Command {
  const command = new Command('batch')
    .description('send many units to many offices in one go, or see what became of them (一括送信)')
    .argument('<path...>', 'files of the standard, zips, combined CSVs, or folders whose files are meant')
    .option('--for <office>', 'for a carrier: the office that it sends for')
    .option('--zip', 'pack everything into one zip (案①), signed as a whole')
    .option('--whole', 'sign everything with one manifest, instead of one for each unit')
    .option('--hold', 'have every unit checked and held, until it is released (登録・保留)')
    .option('--wait', 'wait for the end, and tell what became of each unit');
  command.addCommand(statusCommand());
  command.addCommand(cancelCommand());
  return gatewayCommand<Options>(command, async (frame, paths, options) => {
    const groups = await batchToSend(await filesAt(paths), formOf(options));
    const gateway = await frame.connect();
    const sender = senderOf(gateway, options);
    frame.progress.step(frame.say({ ja: '署名して送信しています…', en: 'signing and sending…' }));
    const batch = await sendBatch(gateway, groups, { sender, hold: options.hold ?? false });
    return tell(frame, gateway, options.wait ? await waited(frame, gateway, batch) : batch);
  });
}

function statusCommand(): Command {
  const command = new Command('status')
    .description('how far a batch is, and what became of each unit')
    .argument('<id>', 'the batch')
    .option('--wait', 'wait for its end');
  return gatewayCommand<Pick<Options, 'wait'>>(command, async (frame, [id = ''], { wait }) => {
    const gateway = await frame.connect();
    const batch = await findBatch(gateway, id);
    return tell(frame, gateway, wait ? await waited(frame, gateway, batch) : batch);
  });
}

function cancelCommand(): Command {
  const command = new Command('cancel')
    .description('send no more of a batch; what was sent stays, and can be recalled')
    .argument('<id>', 'the batch');
  return gatewayCommand(command, async (frame, [id = '']) => {
    const gateway = await frame.connect();
    return tell(frame, gateway, await cancelBatch(gateway, id));
  });
}

/** In no more than one folder a name stands once: files of one name would take each other's place. */
async function filesAt(paths: readonly string[]): Promise<readonly FileToSend[]> {
  const files = await loaded(paths);
  if (files.length === 0)
    throw new CommandRefused({ ja: '送信するファイルがありません。', en: 'There are no files to send.' });
  const names = new Set<string>();
  for (const { name } of files) {
    const key = fileNameKey(name);
    if (names.has(key))
      throw new CommandRefused({
        ja: `同じ名前のファイルが2つあります: ${name}`,
        en: `There are two files of one name: ${name}`,
      });
    if (!isPlainFileName(name))
      throw new CommandRefused({ ja: `使えないファイル名です: ${name}`, en: `This file name cannot be sent: ${name}` });
    names.add(key);
  }
  return files;
}

async function loaded(paths: readonly string[]): Promise<readonly FileToSend[]> {
  try {
    return await loadFiles((await findFiles(paths)).flatMap(({ files }) => files));
  } catch (error) {
    if (error instanceof PathUnreadable) throw new CommandRefused(error.text);
    throw error;
  }
}

function formOf({ zip, whole }: Options): BatchForm {
  if (zip && whole)
    throw new CommandRefused({
      ja: '--zip と --whole は同時に指定できません。',
      en: 'Say --zip or --whole, not both.',
    });
  return zip ? 'zip' : whole ? 'whole' : 'units';
}

function senderOf(gateway: GatewayClient, options: Options): string {
  const sender = options.for ?? gateway.identity.officeNumber;
  if (sender !== null) return sender;
  throw new CommandRefused({
    ja: '送信元の事業所を --for で指定してください。',
    en: 'Give the sending office with --for.',
  });
}

function waited(frame: CommandFrame, gateway: GatewayClient, { id }: Batch): Promise<Batch> {
  return batchEnded(gateway, id, (batch) => frame.progress.step(countsText(batch, frame.language)));
}

/** 1 when something of it was not sent. */
async function tell(frame: CommandFrame, gateway: GatewayClient, batch: Batch): Promise<ExitCode> {
  const items: BatchItem[] = batch.items === null ? [] : await batchItems(gateway, batch.id);
  frame.print({ batch, items }, batchLines(batch, items, frame.language));
  const isWhole = batch.counts.rejected === 0 && batch.unassigned.length === 0;
  return isWhole || isGoingOn(batch) ? 0 : 1;
}
