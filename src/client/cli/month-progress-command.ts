import { Command, Option } from 'commander';
import { MonthProgress, monthProgress, PROGRESS_ROLES, ProgressRole } from '../month-progress.js';
import { officeLabel } from '../office-directory.js';
import { CommandFrame, gatewayCommand } from './command-frame.js';
import { columnLines } from './text-columns.js';

interface Options {
  readonly month: string;
  readonly office?: string[];
  readonly role?: ProgressRole;
  readonly missing?: boolean;
}

/** `careplan progress`: of whom plans went out and actuals came; with --missing, whom to remind and how. */
export function monthProgressCommand(): Command {
  const command = new Command('progress')
    .description('whose plans went out and whose actuals came, by partner (実績の回答状況)')
    .requiredOption('--month <YYYYMM>', 'service month')
    .option('--missing', 'only partners whose actuals are missing, with how to reach them')
    .option('--office <office...>', 'of these offices only, of those that this carrier acts for')
    .addOption(
      new Option('--role <role>', 'as the side that plans, or that serves, only').choices([...PROGRESS_ROLES]),
    );
  return gatewayCommand<Options>(command, async (frame, _, { month, office: offices, role, missing }) => {
    const gateway = await frame.connect();
    const rows: MonthProgress[] = [];
    for await (const page of monthProgress(gateway, { month, offices, role, missing })) {
      rows.push(...page);
      frame.progress.step(frame.say({ ja: `${rows.length}件…`, en: `${rows.length}…` }));
    }
    const none = missing
      ? frame.say({ ja: '実績が未着の相手はありません。', en: 'No actuals are missing.' })
      : frame.say({
          ja: 'この月の利用票・実績はありません。',
          en: 'There are neither slips nor actuals of this month.',
        });
    const lines = columnLines(rows.map((row) => cellsOf(frame, row, gateway.isCarrier, missing ?? false)));
    frame.print({ month, progress: rows }, rows.length === 0 ? [none] : lines);
    return 0;
  });
}

function cellsOf(frame: CommandFrame, row: MonthProgress, isCarrier: boolean, withWays: boolean): string[] {
  const { office, officeName, role, partner, partnerName, persons, reachableOtherwise } = row;
  const arrow = role === 'planning' ? '→' : '←';
  const count = (name: { ja: string; en: string }, value: number | null): string =>
    `${frame.say(name)} ${value ?? '?'}`;
  return [
    `${isCarrier ? `${officeLabel(office, officeName)} ` : ''}${arrow} ${officeLabel(partner, partnerName)}`,
    count({ ja: '計画', en: 'planned' }, persons.planned),
    count({ ja: '受信', en: 'collected' }, persons.collected),
    count({ ja: '実績', en: 'answered' }, persons.answered),
    count({ ja: '未着', en: 'missing' }, persons.missing),
    ...(withWays ? [[reachableOtherwise.fax, reachableOtherwise.mail].filter(Boolean).join(' ')] : []),
  ];
}
