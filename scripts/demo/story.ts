import { ListedTransmission } from '../../src/client/answers.js';
import { checkAtGateway } from '../../src/client/check-at-gateway.js';
import { placeLine, placeOf } from '../../src/client/cli/finding-lines.js';
import { collect } from '../../src/client/collect.js';
import { GatewayClient } from '../../src/client/gateway-client.js';
import { ARRIVED_STATES, inbox } from '../../src/client/listings.js';
import { FileToSend } from '../../src/client/multipart-body.js';
import { send } from '../../src/client/send.js';
import { track } from '../../src/client/track.js';
import { OwnGateway } from '../own-gateway/bring-up.js';
import { Cast, enrolCast } from './cast.js';
import { deliver, showHistory, showInbox, takeIn } from './delivery.js';
import { Narrator } from '../own-gateway/narrator.js';
import { refusalOf } from './refusal.js';
import { relayServesAnOffice } from './relay-story.js';
import { ToldOffice } from './told.js';
import { actuals, brokenUseSlip, CARE_MANAGER, SERVICE_OFFICE, STRANGER, useSlip } from './samples.js';

/** A month between two offices: plan there, actuals back, two things that must not happen; then one that a relay serves. */
export async function tellStory(place: OwnGateway, narrator: Narrator): Promise<void> {
  const cast = await enrolCast(place, narrator);
  await planGoesOut(place, narrator, cast);
  await actualsComeBack(place, narrator, cast);
  await brokenFileIsRefused(narrator, cast);
  await relayServesAnOffice(place, narrator, cast);
}

async function planGoesOut(place: OwnGateway, narrator: Narrator, cast: Cast): Promise<void> {
  const { careManager, serviceOffice } = cast;
  const files = await useSlip();
  const told = await ToldOffice.subscribe(narrator, serviceOffice);
  narrator.step(
    `${CARE_MANAGER.name}が${SERVICE_OFFICE.name}へ4月分の計画（サービス利用票、第6・7表）を署名して送信します。全セルを点検してから受理します`,
    'A signs the use slip (plan) for April and sends it to K; every cell is checked before it is accepted.',
  );
  const { transmission } = await deliver(narrator, careManager, SERVICE_OFFICE.number, files);

  await told.wasTold(narrator, transmission.id);

  narrator.step(`${SERVICE_OFFICE.name}の受信一覧を見ます`, "K's inbox.");
  await showInbox(narrator, serviceOffice, transmission.id);

  narrator.step(
    `関係のない${STRANGER.name}が同じ電文を取得しようとします`,
    'A third office tries to collect the same transmission.',
  );
  await strangerGetsNothing(narrator, cast, transmission.id);

  narrator.step(
    `${SERVICE_OFFICE.name}が受信し、自分の鍵で復号し、ファイルを比べ、受領確認します`,
    'K collects, decrypts with its own key, compares and confirms.',
  );
  await takeIn(narrator, serviceOffice, transmission.id, `${place.folder}/${SERVICE_OFFICE.number}/inbox`, files);

  narrator.step(`${CARE_MANAGER.name}が送達状況と履歴を見ます`, 'A looks at the status and the history.');
  await showHistory(narrator, careManager, transmission.id);
}

async function actualsComeBack(place: OwnGateway, narrator: Narrator, cast: Cast): Promise<void> {
  const { careManager, serviceOffice } = cast;
  const files = await actuals();
  narrator.step(
    `月が終わり、${SERVICE_OFFICE.name}が${CARE_MANAGER.name}へ実績を返します`,
    'The month is over: K sends the actuals back to A.',
  );
  const { transmission } = await deliver(narrator, serviceOffice, CARE_MANAGER.number, files);

  narrator.step(
    `${CARE_MANAGER.name}が実績を受信し、ファイルを比べ、受領確認します`,
    'A collects the actuals, compares and confirms.',
  );
  await showInbox(narrator, careManager, transmission.id);
  await takeIn(narrator, careManager, transmission.id, `${place.folder}/${CARE_MANAGER.number}/inbox`, files);
}

/** Same answer as for a transmission that never was, and no trace that could look like a collection. */
async function strangerGetsNothing(narrator: Narrator, { careManager, stranger }: Cast, id: string): Promise<void> {
  const problem = await refusalOf(() => collect(stranger, id));
  narrator.show(`${problem.status} ${problem.type}`, problem.title);
  narrator.hold(
    problem.code === 'not-found',
    '「見つかりません」とだけ答える。電文があることも分からない',
    'the answer is "not found": not even that it exists is told',
  );
  const { transmission } = await track(careManager, id);
  narrator.hold(
    transmission.state === 'available',
    '送信元から見た状態も変わらない',
    "nothing changed in the sender's eyes",
  );
}

async function brokenFileIsRefused(narrator: Narrator, { careManager, serviceOffice }: Cast): Promise<void> {
  const before = await everythingAt(serviceOffice);
  const files = await brokenUseSlip();
  narrator.step(
    `${CARE_MANAGER.name}が誤りのあるファイルを送ろうとします（サービス利用日が2月30日）`,
    'A tries to send a use slip with a service date of 30 February.',
  );
  const problem = await refusalOf(() => send(careManager, { files, destination: SERVICE_OFFICE.number }));
  narrator.show(`${problem.status} ${problem.type}`, ...problem.errors.map((place) => placeLine(place, 'ja')));
  narrator.show(...(await findingsInEnglish(careManager, files)));
  const [place] = problem.errors;
  narrator.hold(
    problem.code === 'check-failed' && problem.errorsTotal === 1,
    '受理せず、何も保存しない',
    'refused, and nothing was stored',
  );
  narrator.hold(
    place?.file === files.find(({ name }) => name.startsWith('UPPLAN_'))?.name &&
      place?.row === 3 &&
      place.item === 'サービス利用日' &&
      place.rule === 'range',
    `誤りのあるセルを特定: ${place?.row}行目 ${place?.column}列目 ${place?.item}`,
    `the exact cell: row ${place?.row}, column ${place?.column}`,
  );
  const after = await everythingAt(serviceOffice);
  narrator.hold(after.join() === before.join(), `${SERVICE_OFFICE.name}には何も届いていない`, 'K sees nothing of it');
}

/** The same check without sending, which answers in both languages. */
async function findingsInEnglish(gateway: GatewayClient, files: readonly FileToSend[]): Promise<string[]> {
  const { findings } = await checkAtGateway(gateway, files);
  return findings.map((finding) => placeLine(placeOf(finding, 'en'), 'en'));
}

/** Every transmission that an office can see, in whatever state. */
async function everythingAt(gateway: GatewayClient): Promise<string[]> {
  const rows: ListedTransmission[] = [];
  for await (const row of inbox(gateway, { states: ARRIVED_STATES })) rows.push(row);
  return rows.map(({ id, state }) => `${id} ${state}`);
}
