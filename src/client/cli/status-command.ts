import { Command } from 'commander';
import { ImportCell, Transmission } from '../answers.js';
import { SignedBy } from '../evidence.js';
import { OfficeDirectory } from '../office-directory.js';
import { track, Tracked } from '../track.js';
import { CommandFrame, gatewayCommand } from './command-frame.js';
import { CommandRefused } from './failures.js';
import { placeLine, placeOf } from './finding-lines.js';
import { printOutbox } from './outbox-list.js';
import { timeText, unitText } from './transmission-lines.js';
import { eventText, stateName } from './words.js';

/** `careplan status ID`: where a transmission is and how it got there; with --outbox, all that were sent. */
export function statusCommand(): Command {
  const command = new Command('status')
    .description('where a transmission is (送達確認)')
    .argument('[id]', 'the transmission')
    .option('--outbox', 'all that were sent');
  return gatewayCommand<{ outbox?: boolean }>(command, async (frame, [id], options) => {
    if ((id === undefined) === !options.outbox) {
      throw new CommandRefused({
        ja: '電文ID又は --outbox を指定してください。',
        en: 'Name a transmission, or say --outbox.',
      });
    }
    const gateway = await frame.connect();
    if (id === undefined) {
      await printOutbox(frame, gateway, {});
      return 0;
    }
    const tracked = await track(gateway, id);
    frame.print(tracked, await trackedLines(frame, tracked, new OfficeDirectory(gateway)));
    return 0;
  });
}

async function trackedLines(frame: CommandFrame, tracked: Tracked, offices: OfficeDirectory): Promise<string[]> {
  const { transmission, events, confirmedBy, importToldBy } = tracked;
  const { language } = frame;
  const route = await offices.route(transmission.sender, transmission.destination);
  return [
    `${transmission.id}  ${route}`,
    ...(transmission.byCarrier ? [frame.say({ ja: '  代行業者が送信', en: '  sent by a carrier' })] : []),
    `${unitText(transmission, language)}  ${stateName(transmission.state, language)}`,
    ...hopLines(frame, transmission),
    ...chainLines(frame, transmission),
    ...(events ?? []).map((event) => `  ${timeText(event.at)}  ${eventText(event, language)}`),
    ...(confirmedBy ? [frame.say(confirmationText(confirmedBy))] : []),
    ...(importToldBy ? [frame.say(importText(importToldBy))] : []),
    ...transmission.importCells.map((cell) => `  ${importCellText(cell)}`),
    ...transmission.findings.map((finding) => `  ${placeLine(placeOf(finding, language), language)}`),
  ];
}

function hopLines(frame: CommandFrame, { hop }: Transmission): string[] {
  if (!hop) return [];
  const since = timeText(hop.since);
  const places = {
    gateway: { ja: `  現在地: ゲートウェイ（${since}から）`, en: `  at the gateway since ${since}` },
    carrier: { ja: `  現在地: 代行業者（${since}から）`, en: `  with the carrier since ${since}` },
    office: { ja: `  現在地: 事業所（${since}から）`, en: `  at the office since ${since}` },
  };
  return [frame.say(places[hop.place])];
}

function chainLines(frame: CommandFrame, { supersedes, supersededBy }: Transmission): string[] {
  const older = supersedes && { ja: `  置き換える電文: ${supersedes}`, en: `  replaces ${supersedes}` };
  const newer = supersededBy && { ja: `  置き換えた電文: ${supersededBy}`, en: `  replaced by ${supersededBy}` };
  return [older, newer].flatMap((text) => (text ? [frame.say(text)] : []));
}

function importText({ name }: SignedBy) {
  return {
    ja: `  取込結果: 署名を検証済み（${name}）`,
    en: `  import result: signature verified (${name})`,
  };
}

/** Where and why, as the destination's software tells it. */
function importCellText({ file, row, column, item, reason, code }: ImportCell): string {
  return [file, row, column, item, reason, code].filter((part) => part !== null).join(' ');
}

function confirmationText({ byCarrier, name, authority }: SignedBy) {
  if (authority === 'other') {
    return {
      ja: `  受領確認: 署名を検証済み（他の認証局の証明書 ${name}。持ち主はゲートウェイの申告による）`,
      en: `  confirmation: signature verified; certificate of another authority (${name}), whose it is the gateway says`,
    };
  }
  return byCarrier
    ? {
        ja: `  受領確認: 送信先の代行業者（${name}）の署名と証明書を検証済み`,
        en: `  confirmation: signature and certificate of the destination's carrier (${name}) verified`,
      }
    : {
        ja: '  受領確認: 送信先の署名と証明書を検証済み',
        en: '  confirmation: signature and certificate of the destination verified',
      };
}
