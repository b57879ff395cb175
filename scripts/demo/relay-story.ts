import { Mandate } from '../../src/client/answers.js';
import { mandateLines } from '../../src/client/cli/mandate-lines.js';
import { scopeName } from '../../src/client/cli/mandate-words.js';
import { timeText } from '../../src/client/cli/transmission-lines.js';
import { eventText } from '../../src/client/cli/words.js';
import { GatewayClient } from '../../src/client/gateway-client.js';
import { reportHop } from '../../src/client/hop.js';
import { acceptMandate, changeMandate, proposeMandate } from '../../src/client/mandates.js';
import { importOffices, issueEnrolmentCode, registerClient } from '../../src/client/operate.js';
import { send } from '../../src/client/send.js';
import { track } from '../../src/client/track.js';
import { OwnGateway } from '../own-gateway/bring-up.js';
import { Cast, enrolWith } from './cast.js';
import { deliver, showInbox, takeIn } from './delivery.js';
import { Narrator } from '../own-gateway/narrator.js';
import { refusalOf } from './refusal.js';
import { actualsForSmallOffice, RELAY, SERVICE_OFFICE, SMALL_OFFICE, useSlipOfSmallOffice } from './samples.js';

/** An office without a certificate lets a relay send and receive for it, for as long as it likes (付8 6-2). */
export async function relayServesAnOffice(place: OwnGateway, narrator: Narrator, cast: Cast): Promise<void> {
  const relay = await enrolRelay(place, narrator, cast);
  const mandate = await agree(narrator, cast, relay);
  await planGoesOutByRelay(place, narrator, cast, relay);
  await actualsComeInByRelay(place, narrator, cast, relay);
  await revoke(narrator, cast, relay, mandate);
}

async function enrolRelay(place: OwnGateway, narrator: Narrator, { operator }: Cast): Promise<GatewayClient> {
  narrator.step(
    `${RELAY}（代行業者）が登録され、電子証明書を取得します。${SMALL_OFFICE.name}はマスタにあるだけで、証明書がありません`,
    'A relay is registered and enrols. Office M is in the master, and has no certificate.',
  );
  const { number, name, type } = SMALL_OFFICE;
  await importOffices(operator, [{ number, name, serviceTypes: [type], prefecture: '東京都' }]);
  const { id } = await registerClient(operator, { kind: 'relay', name: RELAY });
  const relay = await enrolWith(place, (await issueEnrolmentCode(operator, id)).code, 'relay', 'ec');
  narrator.hold(
    relay.identity.certificate.clientId === id && relay.identity.certificate.officeNumber === null,
    '代行業者の証明書に事業所番号はない。事業所になりすますことはできない',
    "the relay's certificate names no office: it cannot pass for one",
  );
  return relay;
}

async function agree(narrator: Narrator, { operator }: Cast, relay: GatewayClient): Promise<Mandate> {
  narrator.step(
    `${RELAY}が${SMALL_OFFICE.name}に委任を申し込み、書面による同意を確認した運用者が承諾します`,
    'The relay proposes a mandate; the operator, who has the written consent of office M, accepts it.',
  );
  const { id } = await proposeMandate(
    relay,
    { officeNumber: SMALL_OFFICE.number },
    { scopes: ['send', 'collect', 'confirm'] },
  );
  const early = await refusalOf(() => sendForSmallOffice(relay, '20250325100300'));
  narrator.hold(early.code === 'mandate-missing', '承諾されるまでは送信できない', 'nothing may be sent before that');
  const mandate = await acceptMandate(operator, id, '委任状 2025-0001');
  narrator.show(...mandateLines(mandate, 'ja'));
  narrator.hold(
    mandate.state === 'active' && mandate.evidence === '委任状 2025-0001',
    '委任が有効になり、同意書面の番号が残る',
    'the mandate stands, and names the document of consent',
  );
  return mandate;
}

async function planGoesOutByRelay(
  place: OwnGateway,
  narrator: Narrator,
  { serviceOffice }: Cast,
  relay: GatewayClient,
): Promise<void> {
  narrator.step(
    `${RELAY}が自分の証明書で署名し、${SMALL_OFFICE.name}の計画を${SERVICE_OFFICE.name}へ送ります`,
    'The relay sends the plan of office M to K, signed with its own certificate.',
  );
  const files = await useSlipOfSmallOffice('20250325100300');
  const { transmission, receipt } = await deliver(narrator, relay, SERVICE_OFFICE.number, files, SMALL_OFFICE.number);
  narrator.hold(
    receipt.sender === SMALL_OFFICE.number && receipt.client === relay.identity.clientId,
    '受領証にも、送信元の事業所と送信した代行業者の両方が載る',
    'the receipt, too, names both the office and the relay',
  );

  narrator.step(
    `${SERVICE_OFFICE.name}が受信し、誰が誰の代わりに署名したかを検証します`,
    'K collects, and verifies who signed for whom.',
  );
  await takeIn(narrator, serviceOffice, transmission.id, inboxFolder(place, SERVICE_OFFICE.number), files, relay);
}

async function actualsComeInByRelay(
  place: OwnGateway,
  narrator: Narrator,
  { serviceOffice }: Cast,
  relay: GatewayClient,
): Promise<void> {
  narrator.step(
    `${SERVICE_OFFICE.name}が${SMALL_OFFICE.name}へ実績を返します。証明書がないので、${RELAY}あてに暗号化されます`,
    'K returns the actuals to M: without a certificate of its own, they are sealed for its relay.',
  );
  const files = await actualsForSmallOffice();
  const { transmission } = await deliver(narrator, serviceOffice, SMALL_OFFICE.number, files);

  narrator.step(
    `${RELAY}が受信し、${SMALL_OFFICE.name}へ渡し、受領確認します`,
    'The relay collects, hands over to M, and confirms.',
  );
  await showInbox(narrator, relay, transmission.id);
  await takeIn(narrator, relay, transmission.id, inboxFolder(place, SMALL_OFFICE.number), files);
  await reportHop(relay, transmission.id, 'handed-to-office');
  const { events, confirmedBy } = await track(serviceOffice, transmission.id);
  narrator.show(
    ...(events ?? []).map((one) => `${timeText(one.at)}  ${eventText(one, 'ja')} / ${eventText(one, 'en')}`),
  );
  narrator.hold(
    confirmedBy?.client === relay.identity.clientId && confirmedBy.office === SMALL_OFFICE.number,
    `${SERVICE_OFFICE.name}から見ても、${RELAY}が${SMALL_OFFICE.name}のために受領確認し、事業所へ引き渡したと分かる`,
    'K verifies that the relay confirmed for office M, and sees that M has it',
  );
}

async function revoke(narrator: Narrator, { operator }: Cast, relay: GatewayClient, { id }: Mandate): Promise<void> {
  narrator.step(
    `${SMALL_OFFICE.name}の申出により、運用者が委任を取り消します。${RELAY}は続けて送信しようとします`,
    'At the wish of M, the operator revokes the mandate; the relay tries to send on.',
  );
  const { state } = await changeMandate(operator, id, 'revocation');
  const problem = await refusalOf(() => sendForSmallOffice(relay, '20250325100400'));
  const { office, scope } = problem.members;
  narrator.show(`${problem.status} ${problem.type}`, `${String(office)}: ${scopeName(String(scope), 'ja')}`);
  narrator.hold(
    state === 'revoked' && problem.code === 'mandate-missing' && office === SMALL_OFFICE.number,
    '取消は次のリクエストから効く。どの事業所の何の委任がないかを答える',
    'revoked from the very next request on; the answer names the office and what is missing',
  );
}

async function sendForSmallOffice(relay: GatewayClient, sequence: string): Promise<unknown> {
  const files = await useSlipOfSmallOffice(sequence);
  return send(relay, { files, sender: SMALL_OFFICE.number, destination: SERVICE_OFFICE.number });
}

const inboxFolder = ({ folder }: OwnGateway, office: string): string => `${folder}/${office}/inbox`;
