import { readFile } from 'node:fs/promises';
import { ListedTransmission } from '../../src/client/answers.js';
import { collect, Collected } from '../../src/client/collect.js';
import { confirm } from '../../src/client/confirm.js';
import { GatewayClient } from '../../src/client/gateway-client.js';
import { inbox } from '../../src/client/listings.js';
import { officeLabel } from '../../src/client/office-directory.js';
import { FileToSend } from '../../src/client/multipart-body.js';
import { send, Sent } from '../../src/client/send.js';
import { track } from '../../src/client/track.js';
import { writeFiles } from '../../src/client/write-files.js';
import { listedLine, timeText, unitText } from '../../src/client/cli/transmission-lines.js';
import { eventName } from '../../src/client/cli/event-words.js';
import { stateName } from '../../src/client/cli/words.js';
import { Narrator } from '../own-gateway/narrator.js';

/** Sends a unit and shows its receipt. */
export async function deliver(
  narrator: Narrator,
  from: GatewayClient,
  destination: string,
  files: readonly FileToSend[],
  sender?: string,
): Promise<Sent> {
  narrator.show(...files.map(({ name, bytes }) => `${name}  ${bytes.length} bytes`));
  const sent = await send(from, { files, destination, sender });
  const { transmission, receipt, duplicate } = sent;
  narrator.hold(
    transmission.state === 'available' && !duplicate,
    `受付番号 ${transmission.id}: ${unitText(transmission, 'ja')}`,
    `accepted and final at once: ${unitText(transmission, 'en')}`,
  );
  narrator.hold(
    receipt.files.length === files.length,
    '受領証: ゲートウェイの署名と、送ったファイルのダイジェストが一致',
    'the receipt is signed by the gateway and names exactly these files',
  );
  return sent;
}

/** Shows the inbox, which must hold that one transmission. */
export async function showInbox(narrator: Narrator, at: GatewayClient, id: string): Promise<ListedTransmission> {
  const rows: ListedTransmission[] = [];
  for await (const row of inbox(at)) rows.push(row);
  narrator.show(...rows.map((row) => listedLine(row, 'inbox', 'ja')));
  const row = rows.find((each) => each.id === id);
  if (!row || rows.length !== 1) throw new Error('The inbox does not hold exactly what was sent.');
  narrator.hold(
    row.state === 'available',
    `受信一覧に1件: ${officeLabel(row.sender, row.senderName)} から`,
    'one row in the inbox, with the name of its sender',
  );
  return row;
}

/** Collects, opens, verifies, writes, compares with what was sent, confirms. `carrier` is who must have signed, if one did. */
export async function takeIn(
  narrator: Narrator,
  at: GatewayClient,
  id: string,
  folder: string,
  original: readonly FileToSend[],
  carrier?: GatewayClient,
): Promise<void> {
  const collected = await collect(at, id);
  holdSigner(narrator, collected, carrier);
  const written = await writeFiles(folder, collected.files);
  const read = new Map(await Promise.all(written.map(async ({ name, path }) => [name, await readFile(path)] as const)));
  const isSame = original.every(({ name, bytes }) => read.get(name)?.equals(bytes));
  narrator.hold(
    isSame && read.size === original.length,
    `${read.size}ファイルを保存。送信元のファイルと1バイトも違わない`,
    'written to disk; byte for byte what the sender wrote',
  );
  const confirmed = await confirm(at, collected);
  narrator.hold(
    confirmed.state === 'confirmed',
    '復号した内容のダイジェストに署名し、受領確認を返送',
    'confirmed, signed over the digest of what was decrypted',
  );
}

function holdSigner(narrator: Narrator, { signedBy, signer, transmission }: Collected, carrier?: GatewayClient): void {
  const { sender } = transmission;
  if (carrier === undefined) {
    narrator.hold(
      signer.officeNumber === sender,
      `復号し、送信元の署名を確認: ${officeLabel(sender, signer.commonName)} の証明書`,
      "decrypted; signed with a certificate of the sender's office",
    );
    return;
  }
  narrator.hold(
    signer.thumbprint === carrier.identity.certificate.thumbprint &&
      signedBy.byCarrier === true &&
      signedBy.office === sender,
    `復号し、誰が誰の代わりに署名したかを確認: ${signedBy.name} が自分の証明書で、${sender} のために`,
    `decrypted; signed by the relay with its own certificate, for office ${signedBy.office}`,
  );
}

/** Shows where the transmission is and how it got there. */
export async function showHistory(narrator: Narrator, from: GatewayClient, id: string): Promise<void> {
  const { transmission, events, confirmedAt } = await track(from, id);
  narrator.show(
    `${stateName(transmission.state, 'ja')} / ${stateName(transmission.state, 'en')}`,
    ...(events ?? []).map(({ at, kind }) => `${timeText(at)}  ${eventName(kind, 'ja')} / ${eventName(kind, 'en')}`),
  );
  const kinds = (events ?? []).map(({ kind }) => kind).join(' ');
  narrator.hold(
    kinds === 'transmission-available transmission-collected transmission-confirmed',
    '到着・受信・受領確認がすべて履歴に残る',
    'arrival, collection and confirmation are all in the history',
  );
  narrator.hold(
    confirmedAt !== null,
    '受領確認の署名は送信先の証明書で検証済み。ゲートウェイを信じる必要がない',
    "the confirmation verifies with the destination's certificate: no need to trust the gateway",
  );
}
