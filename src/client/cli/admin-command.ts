import { readFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { MasterReport, OfficeToImport, RegisteredClient } from '../answers.js';
import { importMaster, importOffices, issueEnrolmentCode, registerClient } from '../operate.js';
import { clientCommands } from './admin-clients-command.js';
import { CommandFrame, gatewayCommand } from './command-frame.js';
import { CommandRefused } from './failures.js';
import { timeText } from './transmission-lines.js';

/** `careplan admin …`: what the gateway's operator does. */
export function adminCommand(): Command {
  const admin = new Command('admin').description('for the operator of the gateway (運用者)');
  for (const command of [masterCommand(), importCommand(), registerCommand(), codeCommand(), ...clientCommands()]) {
    admin.addCommand(command);
  }
  return admin;
}

function masterCommand(): Command {
  const command = new Command('import')
    .description('take over the office master as CSV; rows that are wrong are reported (事業所マスタのCSV取込)')
    .argument('<file>', 'CSV with a header row: number, name, nameKana, prefecture, serviceTypes …')
    .addOption(
      new Option('--charset <charset>', 'how the file is written')
        .choices(['utf-8', 'shift_jis', 'windows-31j'])
        .default('utf-8'),
    );
  return gatewayCommand<{ charset: string }>(command, async (frame, [file = ''], { charset }) => {
    const csv = await readFile(file);
    const gateway = await frame.connect();
    frame.progress.step(frame.say({ ja: '取り込んでいます…', en: 'importing…' }));
    const report = await importMaster(gateway, csv, charset);
    frame.print(report, reportLines(frame, report));
    return report.refused === 0 ? 0 : 1;
  });
}

function reportLines(frame: CommandFrame, report: MasterReport): string[] {
  const { rows, created, updated, unchanged, merged, refused, ignoredColumns } = report;
  const ignored = ignoredColumns.join(', ');
  const lines = [
    frame.say({
      ja: `${rows}行: 新規${created}、更新${updated}、変更なし${unchanged}、統合${merged}、取り込めず${refused}`,
      en: `${rows} rows: ${created} created, ${updated} updated, ${unchanged} unchanged, ${merged} merged, ${refused} refused`,
    }),
    ...(ignored ? [frame.say({ ja: `取込対象外の列: ${ignored}`, en: `columns passed over: ${ignored}` })] : []),
    ...report.report.flatMap(({ row, officeNumber, errors }) =>
      errors.map(({ column, item, detail }) => {
        const place = frame.say({ ja: `行${row}`, en: `row ${row}` }) + (column === null ? '' : `:${column}`);
        return `  ${[place, officeNumber, item, detail].filter((part) => part !== null).join('  ')}`;
      }),
    ),
  ];
  return refused > report.report.length ? [...lines, `  … ${report.report.length} / ${refused}`] : lines;
}

function importCommand(): Command {
  const command = new Command('import-offices')
    .description('take over offices of the master (事業所マスタの取込)')
    .argument('<file>', 'JSON: a list of offices, or an object with such a list as "offices"');
  return gatewayCommand(command, async (frame, [file = '']) => {
    const offices = readOffices(await readFile(file, 'utf8'));
    const gateway = await frame.connect();
    const imported = await importOffices(gateway, offices, (done, of) => frame.progress.step(`${done}/${of}`));
    frame.print({ imported }, [
      frame.say({ ja: `${imported}件の事業所を登録しました。`, en: `${imported} offices are in the directory.` }),
    ]);
    return 0;
  });
}

function readOffices(text: string): OfficeToImport[] {
  const malformed = new CommandRefused({
    ja: '事業所の一覧（JSON）ではありません。',
    en: 'This is no JSON list of offices.',
  });
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw malformed;
  }
  const list: unknown = Array.isArray(content) ? content : (content as { offices?: unknown } | null)?.offices;
  if (!Array.isArray(list)) throw malformed;
  return list as OfficeToImport[];
}

function registerCommand(): Command {
  const command = new Command('register')
    .description('register a caller (利用者の登録)')
    .addOption(
      new Option('--kind <kind>', 'what it is').choices(['office', 'relay', 'network', 'operator']).default('office'),
    )
    .requiredOption('--name <name>', 'its name, as certificates show it')
    .option('--office <number>', 'its office number, for kind office');
  return gatewayCommand<{ kind: RegisteredClient['kind']; name: string; office?: string }>(
    command,
    async (frame, _, { kind, name, office }) => {
      const client = await registerClient(await frame.connect(), { kind, name, officeNumber: office });
      frame.print(client, [
        frame.say({ ja: `登録しました: ${client.name}`, en: `Registered: ${client.name}` }),
        `  ID ${client.id}`,
        frame.say({ ja: `  次は careplan admin code ${client.id}`, en: `  next: careplan admin code ${client.id}` }),
      ]);
      return 0;
    },
  );
}

function codeCommand(): Command {
  const command = new Command('code')
    .description('issue a one-time enrolment code; it is shown this once (登録コードの発行)')
    .argument('<client>', 'id of the registered caller');
  return gatewayCommand(command, async (frame, [clientId = '']) => {
    const issued = await issueEnrolmentCode(await frame.connect(), clientId);
    const until = timeText(issued.expiresAt);
    frame.print(issued, [issued.code, frame.say({ ja: `  有効期限 ${until}`, en: `  valid until ${until}` })]);
    return 0;
  });
}
