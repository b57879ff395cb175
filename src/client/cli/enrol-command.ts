import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { readCertificate, readCertificates } from '../../sealing/certificate.js';
import { enrol, enrolExisting, ExistingHolding } from '../enrol.js';
import { GatewayClient } from '../gateway-client.js';
import { OfficeDirectory, officeLabel } from '../office-directory.js';
import { CommandFrame, gatewayCommand } from './command-frame.js';
import { CommandRefused } from './failures.js';
import { timeText } from './transmission-lines.js';

interface EnrolOptions {
  readonly url: string;
  readonly code?: string;
  readonly codeFile?: string;
  readonly rsa?: boolean;
  readonly root?: string;
  readonly existingCertificate?: string;
  readonly existingKey?: string;
  readonly chain?: string;
}

/** `careplan enrol`: makes a key, has it certified with a one-time code, keeps the outcome. */
export function enrolCommand(): Command {
  const command = new Command('enrol')
    .description('get a certificate with a one-time code (電子証明書の発行)')
    .requiredOption('--url <url>', 'public URL of the gateway')
    .option('--code <code>', 'the one-time code')
    .option('--code-file <file>', 'a file that holds it, so that it shows in no list of processes')
    .option('--rsa', 'an RSA key of 2048 bits instead of EC P-256')
    .option('--existing-certificate <file>', 'register this certificate (PEM) instead of getting one')
    .option('--existing-key <file>', 'its private key (PEM, unencrypted)')
    .option('--chain <file>', 'the certificates between it and its root (PEM)')
    .option('--root <thumbprint>', "x5t#S256 of the gateway's root certificate, as its operator states it");
  return gatewayCommand<EnrolOptions>(command, async (frame, _, options) => {
    await frame.home.prepare();
    const existing = await existingOf(options);
    const settings = {
      baseUrl: baseUrlOf(options.url),
      code: await codeOf(options),
      rootThumbprint: options.root,
      language: frame.language,
    };
    frame.progress.step(
      frame.say(
        existing
          ? { ja: '既存の証明書を登録しています…', en: 'registering the existing certificate…' }
          : { ja: '鍵を作成し、証明書を申請しています…', en: 'making a key, asking for a certificate…' },
      ),
    );
    const identity = existing
      ? await enrolExisting(settings, existing)
      : await enrol({ ...settings, keyKind: options.rsa ? 'rsa' : 'ec' });
    await frame.home.save(identity);
    await report(frame, new GatewayClient(identity, { language: frame.language }));
    return 0;
  });
}

function baseUrlOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && ['http:', 'https:'].includes(url.protocol)) return text.replace(/\/+$/, '');
  throw new CommandRefused({ ja: '--url は http(s) のURLです。', en: '--url must be an http(s) URL.' });
}

async function codeOf({ code, codeFile }: EnrolOptions): Promise<string> {
  const given = code ?? (codeFile === undefined ? '' : await readFile(codeFile, 'utf8'));
  if (given.trim()) return given.trim();
  throw new CommandRefused({
    ja: '--code 又は --code-file で登録コードを指定してください。',
    en: 'Give the one-time code with --code or --code-file.',
  });
}

/** Undefined where a certificate is to be issued. Throws CommandRefused. */
async function existingOf(options: EnrolOptions): Promise<ExistingHolding | undefined> {
  const { existingCertificate, existingKey, chain } = options;
  if (existingCertificate === undefined && existingKey === undefined && chain === undefined) return undefined;
  if (existingCertificate === undefined || existingKey === undefined || options.rsa) {
    throw new CommandRefused({
      ja: '--existing-certificate と --existing-key は一緒に指定してください（--rsa とは併用できません）。',
      en: 'Give --existing-certificate and --existing-key together, and without --rsa.',
    });
  }
  const [certificatePem, keyPem, chainPem] = await Promise.all([
    readFile(existingCertificate, 'utf8'),
    readFile(existingKey, 'utf8'),
    chain === undefined ? '' : readFile(chain, 'utf8'),
  ]);
  return holdingOf(certificatePem, keyPem, chainPem);
}

/** What the parsers throw may quote the key, so the reason is dropped with it. */
function holdingOf(certificatePem: string, keyPem: string, chainPem: string): ExistingHolding {
  try {
    const privateKey = createPrivateKey(keyPem);
    const certificate = readCertificate(certificatePem);
    if (createPublicKey(privateKey).equals(certificate.publicKey)) {
      return { privateKey, certificate, chain: readCertificates(chainPem) };
    }
  } catch {
    // Told below.
  }
  throw new CommandRefused({
    ja: '証明書（PEM）とその秘密鍵（暗号化されていないPEM）の組として読めません。',
    en: 'These are not a certificate in PEM and its private key in unencrypted PEM.',
  });
}

async function report(frame: CommandFrame, gateway: GatewayClient): Promise<void> {
  const { clientId, officeNumber, certificate, root } = gateway.identity;
  const name = officeNumber === null ? null : (await new OfficeDirectory(gateway).find(officeNumber))?.name;
  const who =
    officeNumber === null ? certificate.commonName : officeLabel(officeNumber, name ?? certificate.commonName);
  const key = `${certificate.keyKind === 'rsa' ? 'RSA' : 'EC'} ${certificate.keyBits}`;
  frame.print(
    {
      clientId,
      officeNumber,
      name: name ?? certificate.commonName,
      thumbprint: certificate.thumbprint,
      notAfter: certificate.notAfter.toISOString(),
      rootThumbprint: root.thumbprint,
      home: frame.home.folder,
    },
    [
      frame.say({ ja: `登録しました: ${who}`, en: `Enrolled: ${who}` }),
      frame.say({
        ja: `  電子証明書  ${key}、有効期限 ${timeText(certificate.notAfter)}`,
        en: `  certificate  ${key}, valid until ${timeText(certificate.notAfter)}`,
      }),
      frame.say({
        ja: `  ルート証明書の拇印  ${root.thumbprint}（運用者の公表値と照合してください）`,
        en: `  thumbprint of the root  ${root.thumbprint} (compare it with what the operator states)`,
      }),
      frame.say({ ja: `  保存先  ${frame.home.folder}`, en: `  kept in  ${frame.home.folder}` }),
    ],
  );
}
