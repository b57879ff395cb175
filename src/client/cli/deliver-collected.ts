import { join, resolve } from 'node:path';
import { PackagedFile } from '../../sealing/content-package.js';
import { Transmission } from '../answers.js';
import { Collected } from '../collect.js';
import { collectMany } from '../collect-many.js';
import { confirm, Confirmable, confirmMany } from '../confirm.js';
import { GatewayClient } from '../gateway-client.js';
import { OfficeDirectory } from '../office-directory.js';
import { writeFiles, Written } from '../write-files.js';
import { CommandFrame } from './command-frame.js';
import { ExitCode, failureLines, failureOf } from './failures.js';
import { textLines } from './text-lines.js';
import { unitText } from './transmission-lines.js';

export interface DeliveryOptions {
  readonly into: string;
  readonly confirm?: boolean;
}

/** What is told of one: to machines, and to people. */
export interface Delivery {
  readonly id: string;
  readonly outcome: Record<string, unknown>;
  readonly lines: readonly string[];
  readonly exitCode: ExitCode;
}

interface Delivered extends Delivery {
  /** What is to be confirmed, without the files, which are written. */
  readonly content: Confirmable | null;
}

const CONFIRMED_AT_ONCE = 100;

/** Collects all in one stream, writes each as it comes, and confirms them, where that is asked for, many at a time. */
export async function deliverAll(
  frame: CommandFrame,
  gateway: GatewayClient,
  wanted: readonly Transmission[],
  options: DeliveryOptions,
): Promise<Delivery[]> {
  const deliveries: Delivery[] = [];
  let unconfirmed: Delivered[] = [];
  const settle = async () => {
    deliveries.push(...(options.confirm ? await confirmed(frame, gateway, unconfirmed) : unconfirmed));
    unconfirmed = [];
  };
  for await (const delivered of deliverEach(frame, gateway, wanted, options)) {
    unconfirmed.push(delivered);
    if (unconfirmed.length === CONFIRMED_AT_ONCE) await settle();
    if (delivered.exitCode === 2) break; // without network or disk the rest would fare no better
  }
  await settle();
  return deliveries;
}

async function* deliverEach(
  frame: CommandFrame,
  gateway: GatewayClient,
  wanted: readonly Transmission[],
  options: DeliveryOptions,
): AsyncGenerator<Delivered> {
  const left = new Set(wanted.map(({ id }) => id));
  try {
    for await (const { transmission, collected, error } of collectMany(gateway, wanted)) {
      const { id } = transmission;
      left.delete(id);
      frame.progress.step(`${wanted.length - left.size}/${wanted.length} ${id}`);
      yield collected ? await deliver(frame, gateway, collected, options) : failed(frame, id, error);
    }
  } catch (error) {
    if (left.size === 0) throw error;
    for (const id of left) yield failed(frame, id, error);
  }
}

async function deliver(
  frame: CommandFrame,
  gateway: GatewayClient,
  collected: Collected,
  options: DeliveryOptions,
): Promise<Delivered> {
  const { transmission, signedBy, contentSha256, receipt, message } = collected;
  const { sender, destination } = receipt;
  try {
    const folder = gateway.isCarrier ? join(options.into, destination) : options.into;
    const files = await writeFiles(resolve(folder), [...collected.files, ...messageFile(collected)]);
    const offices = new OfficeDirectory(gateway);
    const label = gateway.isCarrier ? await offices.route(sender, destination) : `← ${await offices.label(sender)}`;
    return {
      id: transmission.id,
      outcome: { sender, destination, signedBy, files, message, contentSha256, confirmed: options.confirm ?? false },
      lines: collectedLines(frame, collected, files, label, options),
      exitCode: 0,
      content: { transmission: { id: transmission.id, destination: transmission.destination }, contentSha256 },
    };
  } catch (error) {
    return failed(frame, transmission.id, error);
  }
}

/** Each with what became of it: a confirmation that was refused among many is repeated alone, which tells the reason. */
async function confirmed(
  frame: CommandFrame,
  gateway: GatewayClient,
  deliveries: readonly Delivered[],
): Promise<Delivery[]> {
  const contents = deliveries.flatMap(({ content }) => content ?? []);
  const outcomes = await confirmMany(gateway, contents).catch((error: unknown) => error);
  return Promise.all(
    deliveries.map(async (delivery) => {
      const { id, content } = delivery;
      if (!content) return delivery;
      if (!Array.isArray(outcomes)) return failed(frame, id, outcomes);
      const outcome = outcomes.find(({ transmission }) => transmission === id);
      if (outcome?.problem === null) return delivery;
      return confirm(gateway, content).then(
        () => delivery,
        (error: unknown) => failed(frame, id, error),
      );
    }),
  );
}

/** What cannot be opened or believed is told, and does not hold up the rest. */
function failed(frame: CommandFrame, id: string, error: unknown): Delivered {
  const failure = failureOf(error, frame.language);
  if (!failure) throw error;
  const { exitCode, ...told } = failure;
  const lines = [`✗ ${id}`, ...failureLines(failure, frame.language)];
  return { id, outcome: { error: told }, lines, exitCode, content: null };
}

/** Under the transmission's id: a folder takes the files of many, and each may have its message. */
function messageFile({ transmission: { id }, message }: Collected): PackagedFile[] {
  return message === null ? [] : [{ name: `message_${id}.txt`, bytes: Buffer.from(message) }];
}

function collectedLines(
  frame: CommandFrame,
  { transmission, signedBy, message }: Collected,
  files: readonly Written[],
  label: string,
  options: DeliveryOptions,
): string[] {
  const there = frame.say({ ja: '（保存済み）', en: ' (there already)' });
  const signer = signedBy.byExtract
    ? {
        ja: 'ゲートウェイの抄本（送信元が一括で署名した内容のうち、この送信先の分）',
        en: "the gateway's extract of what the sender signed as a whole: its signature and certificate",
      }
    : signedBy.authority === 'other'
      ? {
          ja: `送信元（他の認証局の証明書 ${signedBy.name}、受領証により確認）`,
          en: `signature of the sender (certificate of another authority, ${signedBy.name}, named by the receipt)`,
        }
      : signedBy.byCarrier
        ? {
            ja: `送信元の代行業者（${signedBy.name}）`,
            en: `signature and certificate of the sender's carrier (${signedBy.name})`,
          }
        : { ja: '送信元', en: "sender's signature and certificate" };
  const verified = frame.say({
    ja: `  復号し、${signer.ja}の署名と証明書、ファイルのダイジェストを確認しました`,
    en: `  decrypted; ${signer.en}, and digests of the files verified`,
  });
  const confirmed = frame.say({ ja: '  受領確認を送りました', en: '  confirmed' });
  return [
    `✓ ${label}  ${unitText(transmission, frame.language)}`,
    verified,
    ...(message === null ? [] : textLines(frame.say({ ja: '連絡文', en: 'message' }), message)),
    ...files.map(({ path, isNew }) => `  ${path}${isNew ? '' : there}`),
    ...(options.confirm ? [confirmed] : []),
  ];
}
