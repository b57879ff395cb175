import { Command, Option } from 'commander';
import { EDITIONS } from '../../standard/editions.js';
import { Office } from '../answers.js';
import { OfficeDirectory } from '../office-directory.js';
import { lookUpOffices, OfficeFilter, searchOffices, stateCapability } from '../offices.js';
import { CommandFrame, gatewayCommand } from './command-frame.js';
import { CommandRefused, ExitCode } from './failures.js';
import { officeLines } from './office-lines.js';

/** `careplan office NUMBER…`: who that is, and whether data can be sent there; below it, the other ways to ask and say so. */
export function officeCommand(): Command {
  const office = new Command('office')
    .description('offices: name, services, whether they can receive (事業所の照会)')
    .argument('<number...>', 'office numbers');
  gatewayCommand(office, async (frame, numbers) => {
    const directory = new OfficeDirectory(await frame.connect());
    const found = await Promise.all(numbers.map((number) => directory.find(number)));
    return printFound(
      frame,
      found.filter((one) => one !== null),
      numbers.filter((_, at) => found[at] === null),
    );
  });
  for (const command of [searchCommand(), lookupCommand(), capabilityCommand()]) {
    office.addCommand(command);
  }
  return office;
}

function searchCommand(): Command {
  const command = new Command('search')
    .description('search offices by name, place and service (事業所の検索)')
    .option('--number <number>', 'how the office number begins')
    .option('--name <name>', 'part of the name, in kanji or kana')
    .option('--prefecture <prefecture>', 'of this prefecture only')
    .option('--service-type <code>', 'with this service only')
    .option('--connected', 'only those to which data can be sent')
    .option('--no-connected', 'only those to which it cannot');
  return gatewayCommand<OfficeFilter>(command, async (frame, _, options) => {
    const { number, name, prefecture, serviceType, connected } = options;
    const gateway = await frame.connect();
    const offices: Office[] = [];
    for await (const page of searchOffices(gateway, { number, name, prefecture, serviceType, connected })) {
      offices.push(...page);
      frame.progress.step(frame.say({ ja: `${offices.length}件…`, en: `${offices.length}…` }));
    }
    const none = frame.say({ ja: '該当する事業所はありません。', en: 'There is no such office.' });
    frame.print({ offices }, offices.length === 0 ? [none] : offices.flatMap((one) => officeLines(frame, one)));
    return 0;
  });
}

function lookupCommand(): Command {
  const command = new Command('lookup')
    .description('look many offices up at once, before exporting (一括照会)')
    .argument('<number...>', 'office numbers');
  return gatewayCommand(command, async (frame, numbers) => {
    const { offices, unknown } = await lookUpOffices(await frame.connect(), numbers);
    return printFound(frame, offices, unknown);
  });
}

interface CapabilityOptions {
  readonly office?: string;
  readonly versions: string[];
  readonly attachments?: boolean;
  readonly fax?: string;
  readonly mail?: string;
}

function capabilityCommand(): Command {
  const versions = EDITIONS.map(({ version }) => version);
  const command = new Command('capability')
    .description('say what the office can receive; it replaces what was said before (受信可否の登録)')
    .addOption(
      new Option('--versions <version...>', 'versions that its software takes in, or none')
        .choices([...versions, 'none'])
        .makeOptionMandatory(),
    )
    .option('--attachments', 'its software takes attachments in; this or the next must be said')
    .option('--no-attachments', 'it does not')
    .option('--fax <number>', 'fax number')
    .option('--mail <address>', 'mail address')
    .option('--office <number>', 'the office, for a carrier that collects for it; otherwise the own one');
  return gatewayCommand<CapabilityOptions>(command, async (frame, _, options) => {
    const { fax, mail, attachments, office } = options;
    if (attachments === undefined) throw new CommandRefused(attachmentsUnsaid);
    const gateway = await frame.connect();
    const stated = await stateCapability(gateway, office ?? gateway.officeNumber, {
      versions: options.versions.filter((version) => version !== 'none'),
      attachments,
      reachableOtherwise: { ...(fax !== undefined && { fax }), ...(mail !== undefined && { mail }) },
    });
    frame.print(stated, officeLines(frame, stated));
    return 0;
  });
}

const attachmentsUnsaid = {
  ja: '--attachments 又は --no-attachments を指定してください。',
  en: 'Say --attachments or --no-attachments.',
};

/** 1 when one of them is not in the directory. */
function printFound(frame: CommandFrame, offices: readonly Office[], unknown: readonly string[]): ExitCode {
  const words = frame.say({ ja: '登録されていません', en: 'not in the directory' });
  const lines = [
    ...offices.flatMap((office) => officeLines(frame, office)),
    ...unknown.map((number) => `${number}  ${words}`),
  ];
  frame.print({ offices, unknown }, lines);
  return unknown.length === 0 ? 0 : 1;
}
