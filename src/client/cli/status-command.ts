import { Command } from 'commander';
import { OfficeDirectory } from '../office-directory.js';
import { track, Tracked } from '../track.js';
import { CommandFrame, gatewayCommand } from './command-frame.js';
import { CommandRefused } from './failures.js';
import { placeLine, placeOf } from './finding-lines.js';
import { printOutbox } from './outbox-list.js';
import { timeText, unitText } from './transmission-lines.js';
import { eventName, stateName } from './words.js';

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
  const { transmission, events, confirmedAt } = tracked;
  const { language } = frame;
  const [sender, destination] = await Promise.all([
    offices.label(transmission.sender),
    offices.label(transmission.destination),
  ]);
  const confirmation = frame.say({
    ja: '  受領確認: 送信先の署名と証明書を検証済み',
    en: '  confirmation: signature and certificate of the destination verified',
  });
  return [
    `${transmission.id}  ${sender} → ${destination}`,
    `${unitText(transmission, language)}  ${stateName(transmission.state, language)}`,
    ...(events ?? []).map(({ at, kind }) => `  ${timeText(at)}  ${eventName(kind, language)}`),
    ...(confirmedAt ? [confirmation] : []),
    ...transmission.findings.map((finding) => `  ${placeLine(placeOf(finding, language), language)}`),
  ];
}
