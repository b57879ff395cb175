import { readFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import {
  CellToName,
  Closing,
  closeNotice,
  CLOSINGS,
  giveNotice,
  Notice,
  NOTICE_KINDS,
  NOTICE_STATES,
  NoticeKind,
  noticePages,
  noticesOf,
  NoticeState,
  readNotice,
  Side,
} from '../notices.js';
import { gatewayCommand } from './command-frame.js';
import { CommandRefused } from './failures.js';
import { givenText } from './given-text.js';
import { noticeLines } from './notice-lines.js';
import { textLines } from './text-lines.js';

/** `careplan notice …`: what the two sides of a transmission tell each other about it. */
export function noticeCommand(): Command {
  const notice = new Command('notice').description('tell the other side of a transmission about it (連絡)');
  for (const command of [giveCommand(), listCommand(), readCommand(), closeCommand()]) notice.addCommand(command);
  return notice;
}

interface GiveOptions {
  readonly kind: NoticeKind;
  readonly text?: string;
  readonly cells?: string;
  readonly as?: Side;
}

function giveCommand(): Command {
  const command = new Command('give')
    .description('ask for a resend, name wrong cells, ask not to import, or remark something (連絡する)')
    .argument('<id>', 'the transmission')
    .addOption(new Option('--kind <kind>', 'what it is').choices([...NOTICE_KINDS]).makeOptionMandatory())
    .option('--text <text>', 'in words, sealed for the other side; @FILE takes it from a file')
    .option('--cells <file>', 'for a defect: JSON list of {file, row, column, rule or reason}')
    .addOption(
      new Option('--as <side>', 'for a carrier of both sides: for which it speaks').choices(['sender', 'destination']),
    );
  return gatewayCommand<GiveOptions>(command, async (frame, [id = ''], options) => {
    const text = options.text === undefined ? undefined : await givenText(options.text);
    const cells = options.cells === undefined ? undefined : await cellsIn(options.cells);
    const notice = await giveNotice(await frame.connect(), id, { kind: options.kind, side: options.as, cells, text });
    frame.print({ notice }, noticeLines(notice, frame.language));
    return 0;
  });
}

async function cellsIn(path: string): Promise<CellToName[]> {
  const refused = new CommandRefused({ ja: `${path} はJSONの一覧ではありません。`, en: `${path} is no JSON list.` });
  const text = await readFile(path, 'utf8');
  let cells: unknown;
  try {
    cells = JSON.parse(text);
  } catch {
    throw refused;
  }
  if (!Array.isArray(cells)) throw refused;
  return cells as CellToName[]; // what they hold is for the gateway to judge
}

interface ListOptions {
  readonly given?: boolean;
  readonly state?: NoticeState;
  readonly kind?: NoticeKind;
  readonly office?: string;
  readonly transmission?: string;
}

function listCommand(): Command {
  const command = new Command('list')
    .description('list notices received, or given, the oldest first (連絡の一覧)')
    .option('--given', 'those of the own side')
    .addOption(new Option('--state <state>', 'in this state only').choices([...NOTICE_STATES]))
    .addOption(new Option('--kind <kind>', 'of this kind only').choices([...NOTICE_KINDS]))
    .option('--office <number>', 'for a carrier: of this office only')
    .option('--transmission <id>', 'all of this transmission, of both sides');
  return gatewayCommand<ListOptions>(command, async (frame, _, { given, state, kind, office, transmission }) => {
    const gateway = await frame.connect();
    const notices: Notice[] = [];
    if (transmission !== undefined) notices.push(...(await noticesOf(gateway, transmission)));
    else {
      const offices = office === undefined ? undefined : [office];
      for await (const page of noticePages(gateway, {
        direction: given ? 'given' : 'received',
        ...{ state, kind, offices },
      }))
        notices.push(...page.notices);
    }
    const none = frame.say({ ja: '連絡はありません。', en: 'There are no notices.' });
    const lines = notices.flatMap((notice) => noticeLines(notice, frame.language));
    frame.print({ notices }, notices.length === 0 ? [none] : lines);
    return 0;
  });
}

function readCommand(): Command {
  const command = new Command('read')
    .description('read a notice, and decrypt its text (連絡を読む)')
    .argument('<id>', 'the notice');
  return gatewayCommand(command, async (frame, [id = '']) => {
    const { notice, text } = await readNotice(await frame.connect(), id);
    const unreadable = frame.say({
      ja: '  文章は、この端末では読めないか、保存期限を過ぎています。',
      en: '  Its text is not for a key of this terminal, or its time is over.',
    });
    frame.print({ notice, text }, [
      ...noticeLines(notice, frame.language),
      ...(text === null ? [] : textLines(frame.say({ ja: '文章', en: 'text' }), text)),
      ...(notice.hasText && text === null ? [unreadable] : []),
    ]);
    return 0;
  });
}

function closeCommand(): Command {
  const command = new Command('close')
    .description('close a notice that is settled (連絡の終了)')
    .argument('<id>', 'the notice')
    .addOption(new Option('--reason <reason>', 'how').choices([...CLOSINGS]).default('done'));
  return gatewayCommand<{ readonly reason: Closing }>(command, async (frame, [id = ''], { reason }) => {
    const notice = await closeNotice(await frame.connect(), id, reason);
    frame.print({ notice }, noticeLines(notice, frame.language));
    return 0;
  });
}
