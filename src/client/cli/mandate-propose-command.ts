import { readFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { MANDATE_SCOPES, MandateScope } from '../answers.js';
import { MandateTerms, OtherSide, proposeMandate, proposeToMany } from '../mandates.js';
import { CommandFrame, gatewayCommand } from './command-frame.js';
import { CommandRefused, ExitCode } from './failures.js';
import { mandateLines, needsLooking, proposalLines } from './mandate-lines.js';
import { readTime } from './option-values.js';

interface Options {
  readonly office?: string;
  readonly carrier?: string;
  readonly file?: string;
  readonly scopes: MandateScope[];
  readonly from?: string;
  readonly until?: string;
}

/** `careplan mandate propose`: to one other side; or, as a carrier, the same to all offices of a list. */
export function proposeCommand(): Command {
  const command = new Command('propose')
    .description('propose a mandate, or the same to many offices (申込み)')
    .option('--office <number>', 'for a carrier: the office that shall grant it')
    .option('--carrier <client>', 'for an office: client id of the relay or network (careplan carrier list)')
    .option('--file <file>', 'for a carrier: a file of office numbers, one a line')
    .addOption(
      new Option('--scopes <scopes>', `what the carrier may do: of ${MANDATE_SCOPES.join(',')}`)
        .argParser(readScopes)
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--from <time>', 'stands from this date or moment; at once when left out').argParser(readTime),
    )
    .addOption(new Option('--until <time>', 'stands until then; until revoked when left out').argParser(readTime));
  return gatewayCommand<Options>(command, async (frame, _, options) => {
    const { scopes, from: validFrom, until: validUntil } = options;
    const terms: MandateTerms = { scopes, ...(validFrom && { validFrom }), ...(validUntil && { validUntil }) };
    if ([options.office, options.carrier, options.file].filter((one) => one !== undefined).length !== 1) {
      throw new CommandRefused({
        ja: '--office、--carrier、--file のいずれか1つを指定してください。',
        en: 'Say one of --office, --carrier and --file.',
      });
    }
    if (options.file !== undefined) return proposeToAll(frame, options.file, terms);
    const side: OtherSide =
      options.office === undefined ? { carrier: options.carrier ?? '' } : { officeNumber: options.office };
    const mandate = await proposeMandate(await frame.connect(), side, terms);
    frame.print(mandate, mandateLines(mandate, frame.language));
    return 0;
  });
}

async function proposeToAll(frame: CommandFrame, file: string, terms: MandateTerms): Promise<ExitCode> {
  const numbers = readOfficeNumbers(await readFile(file, 'utf8'));
  const gateway = await frame.connect();
  const outcomes = await proposeToMany(gateway, numbers, terms, (done, of) => frame.progress.step(`${done}/${of}`));
  frame.print({ outcomes }, proposalLines(outcomes, frame.language));
  return outcomes.some(needsLooking) ? 1 : 0;
}

/** One number a line; empty lines and what follows a # are passed over. Throws CommandRefused. */
export function readOfficeNumbers(text: string): string[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const numbers = lines.map((line, at) => ({ number: line.replace(/#.*/, '').trim(), row: at + 1 }));
  const filled = numbers.filter(({ number }) => number !== '');
  const wrong = filled.find(({ number }) => !/^[0-9A-Z]{10}$/.test(number));
  if (wrong) {
    throw new CommandRefused({
      ja: `${wrong.row}行目は10桁の事業所番号ではありません。`,
      en: `Line ${wrong.row} is no office number of 10 characters.`,
    });
  }
  if (filled.length > 0) return filled.map(({ number }) => number);
  throw new CommandRefused({ ja: '事業所番号がありません。', en: 'There are no office numbers.' });
}

export function readScopes(text: string): MandateScope[] {
  const wanted = text.split(',').map((part) => part.trim());
  const unknown = wanted.filter((scope) => !MANDATE_SCOPES.some((known) => known === scope));
  if (unknown.length > 0) throw new InvalidArgumentError(`Not of ${MANDATE_SCOPES.join(', ')}: ${unknown.join(', ')}`);
  return MANDATE_SCOPES.filter((scope) => wanted.includes(scope));
}
