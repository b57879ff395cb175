import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import {
  certificateChain,
  certificates,
  findCertificate,
  HeldCertificate,
  renewalHint,
  revoke,
} from '../certificates.js';
import { renew } from '../renew.js';
import { certificateLines, certificateText } from './certificate-lines.js';
import { CommandFrame, gatewayCommand } from './command-frame.js';

import { timeText } from './transmission-lines.js';

export const revocationReasons = [
  'unspecified',
  'key-compromise',
  'affiliation-changed',
  'superseded',
  'cessation-of-operation',
  'privilege-withdrawn',
] as const;

/** `careplan certificate …`: the certificates of the caller. */
export function certificateCommand(): Command {
  const certificate = new Command('certificate').description('own certificates (電子証明書)');
  for (const command of [
    listCommand(),
    showCommand(),
    renewCommand(),
    hintCommand(),
    downloadCommand(),
    revokeCommand(),
  ]) {
    certificate.addCommand(command);
  }
  return certificate;
}

function listCommand(): Command {
  const command = new Command('list').description('all of them, whatever their state (一覧)');
  return gatewayCommand(command, async (frame) => {
    const gateway = await frame.connect();
    const rows: HeldCertificate[] = [];
    for await (const row of certificates(gateway, {})) rows.push(row);
    frame.print(
      { certificates: rows },
      certificateLines(rows, gateway.identity.certificate.thumbprint, frame.language),
    );
    return 0;
  });
}

function showCommand(): Command {
  const command = new Command('show')
    .description('how a certificate stands (照会)')
    .argument('[thumbprint]', 'another one of the own certificates; the one in use when left out');
  return gatewayCommand(command, async (frame, [thumbprint]) => {
    const gateway = await frame.connect();
    const found = await findCertificate(gateway, thumbprint ?? gateway.identity.certificate.thumbprint);
    frame.print(found, certificateText(found, frame.language));
    return 0;
  });
}

function renewCommand(): Command {
  const command = new Command('renew')
    .description('make a new key and have it certified by the present one (更新)')
    .option('--if-due', 'only when the gateway suggests it: for a daily job');
  return gatewayCommand<{ ifDue?: boolean }>(command, async (frame, _, { ifDue }) => {
    const gateway = await frame.connect();
    const { thumbprint } = gateway.identity.certificate;
    if (ifDue && (await frame.home.pending()) === null) {
      const { suggestedWindow } = await renewalHint(gateway, thumbprint);
      if (new Date(suggestedWindow.start) > new Date()) return notDue(frame, suggestedWindow.start);
    }
    frame.progress.step(frame.say({ ja: '証明書を更新しています…', en: 'renewing the certificate…' }));
    const renewed = await renew(gateway, frame.home);
    frame.print({ thumbprint: renewed.thumbprint, notAfter: renewed.notAfter.toISOString() }, [
      frame.say({ ja: `更新しました: ${renewed.thumbprint}`, en: `Renewed: ${renewed.thumbprint}` }),
      frame.say({
        ja: `  有効期限 ${timeText(renewed.notAfter)}（以前の鍵は、受信済みの内容を復号するために残します）`,
        en: `  valid until ${timeText(renewed.notAfter)} (the key before is kept for what was sealed for it)`,
      }),
    ]);
    return 0;
  });
}

function notDue(frame: CommandFrame, start: string): 0 {
  const from = timeText(start);
  frame.print({ due: false, from: start }, [
    frame.say({ ja: `更新の時期ではありません（${from}から）。`, en: `Not due before ${from}.` }),
  ]);
  return 0;
}

function hintCommand(): Command {
  const command = new Command('hint').description('when to renew (更新の推奨時期)');
  return gatewayCommand(command, async (frame) => {
    const gateway = await frame.connect();
    const hint = await renewalHint(gateway, gateway.identity.certificate.thumbprint);
    const { start, end } = hint.suggestedWindow;
    frame.print(hint, [`${timeText(start)} – ${timeText(end)}`]);
    return 0;
  });
}

function downloadCommand(): Command {
  const command = new Command('download')
    .description('the certificate and those above it, as PEM (ダウンロード)')
    .argument('[thumbprint]', 'another one of the own certificates')
    .option('--out <file>', 'where to write it; stdout when left out');
  return gatewayCommand<{ out?: string }>(command, async (frame, [thumbprint], { out }) => {
    const gateway = await frame.connect();
    const which = thumbprint ?? gateway.identity.certificate.thumbprint;
    const pem = await certificateChain(gateway, which);
    if (out === undefined) frame.print({ pem }, [pem.trimEnd()]);
    else await writeFile(out, pem);
    return 0;
  });
}

function revokeCommand(): Command {
  const command = new Command('revoke')
    .description('revoke an own certificate, for good (失効)')
    .argument('<thumbprint>', 'which; see certificate list')
    .addOption(
      new Option('--reason <reason>', 'RFC 5280 §5.3.1').choices([...revocationReasons]).default('unspecified'),
    );
  return revokingCommand(command);
}

/** The same for the operator and for the holder: the gateway tells whose it is. */
export function revokingCommand(command: Command): Command {
  return gatewayCommand<{ reason: string }>(command, async (frame, [thumbprint = ''], { reason }) => {
    const revoked = await revoke(await frame.connect(), thumbprint, reason);
    frame.print(revoked, certificateText(revoked, frame.language));
    return 0;
  });
}
