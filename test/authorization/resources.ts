import { randomBytes, randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { ProcessBatch } from '../../src/exchange/batch/process-batch.js';
import { sendBatch } from '../setup/batch.js';
import { TestCaller } from '../setup/caller.js';
import { Notices } from '../setup/notices.js';
import {
  anew,
  careManager,
  MandateBody,
  SampleFile,
  sampleUnit,
  serviceOffice,
  withText,
  World,
} from '../setup/world.js';
import { subscribeAll } from './subscriptions.js';
import { Callers, cast, lonelyOffice, paperOffice } from './cast.js';

export const slip = sampleUnit('applicable/202407/2-use-slip');

/** Everything that is asked about, by name: `tx:byA`. Names are what the tables say. */
export class Resources {
  private readonly ids = new Map<string, string>();
  private readonly digests = new Map<string, string>();
  private readonly files = new Map<string, readonly SampleFile[]>();

  add(name: string, id: string, contentSha256?: string): void {
    this.ids.set(name, id);
    if (contentSha256) this.digests.set(id, contentSha256);
  }

  id(name: string): string {
    const id = this.ids.get(name);
    if (id === undefined) throw new Error(`The tables speak of ${name}, which there is not.`);
    return id;
  }

  /** The event that was delivered to this subscription, or the id of none. */
  eventOf(id: string): string {
    return this.ids.get(`event:${id}`) ?? v7();
  }

  /** An id of the same form that there is not: what a resource of somebody else must look like. */
  absent(name: string): string {
    const kind = name.split(':')[0];
    return kind === 'cert' ? randomBytes(32).toString('base64url') : kind === 'office' ? '1379999999' : v7();
  }

  /** The names of those of a kind that have these ids. */
  named(kind: string, ids: readonly string[]): string[] {
    const names = new Map([...this.ids].map(([name, id]) => [`${kind}:${id}`, name]));
    return ids.map((id) => names.get(`${kind}:${id}`) ?? `unknown ${kind} ${id}`).sort();
  }

  keepFiles(id: string, files: readonly SampleFile[]): void {
    this.files.set(id, files);
  }

  /** What was sent as this transmission. */
  filesOf(id: string): readonly SampleFile[] | undefined {
    return this.files.get(id);
  }

  digestOf(id: string): string {
    return this.digests.get(id) ?? randomBytes(32).toString('base64url');
  }
}

/**
 * What the cast has to do with each other. Everything was sent while T, U and V still had their mandates, and is sealed
 * for them: that they do not get it now is the mandate's doing alone.
 */
export async function makeResources(world: World, callers: Callers): Promise<Resources> {
  const resources = new Resources();
  for (const who of cast.filter((one) => one !== 'nobody')) {
    resources.add(`cert:${who}`, callers[who].certificate.thumbprint);
    resources.add(`client:${who}`, callers[who].clientId);
  }
  resources.add('client:K', world.k.clientId);
  resources.add('office:A', careManager);
  resources.add('office:K', serviceOffice);
  resources.add('office:X', callers.X.officeNumber);
  resources.add('office:paper', paperOffice);
  resources.add('office:lonely', lonelyOffice);
  resources.add('code:K', await enrolmentCode(world, world.k));
  resources.add('code:none', 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE');
  await giveMandates(world, callers, resources);
  await sendAll(world, callers, resources);
  await sendBatches(world, callers, resources);
  await giveNotices(world, resources);
  await subscribeAll(world, callers, resources);
  await endMandates(world, resources);
  return resources;
}

async function enrolmentCode(world: World, { clientId }: TestCaller): Promise<string> {
  const path = `/v1/clients/${clientId}/enrolment-codes`;
  return (await world.api.post<{ code: string }>(path, { caller: world.operator })).body.code;
}

async function giveMandates(world: World, callers: Callers, resources: Resources): Promise<void> {
  const { R, N, C, S, T, U, V, P } = callers;
  const { a, k } = world;
  const validUntil = new Date(world.gateway.clock.now().getTime() + 60_000).toISOString();
  const give = async (name: string, carrier: TestCaller, office: TestCaller, scopes: string[], terms = {}) =>
    resources.add(`mandate:${name}`, (await world.mandate(carrier, office, scopes, terms)).id);
  await give('RA', R, a, ['send', 'recall']);
  await give('RK', R, k, ['collect', 'confirm']);
  await give('NK', N, k, ['send', 'collect', 'confirm', 'recall']);
  await give('CK', C, k, ['collect']);
  await give('SK', S, k, ['send']);
  for (const [letter, carrier, terms] of [
    ['T', T, {}],
    ['U', U, {}],
    ['V', V, { validUntil }],
  ] as const) {
    await give(`${letter}A`, carrier, a, ['send', 'recall'], terms);
    await give(`${letter}K`, carrier, k, ['send', 'collect', 'confirm', 'recall'], terms);
  }
  const propose = async (name: string, caller: TestCaller, json: object) => {
    const headers = { 'idempotency-key': randomUUID() };
    const { body } = await world.api.post<MandateBody>('/v1/mandates', { caller, headers, json });
    resources.add(`mandate:${name}`, body.id);
  };
  const scopes = ['send', 'collect', 'confirm', 'recall'];
  await propose('PK', P, { officeNumber: serviceOffice, scopes });
  await propose('AP', a, { carrier: P.clientId, scopes });
  await propose('Ppaper', P, { officeNumber: paperOffice, scopes });
}

async function sendAll(world: World, callers: Callers, resources: Resources): Promise<void> {
  const send = async (name: string, caller: TestCaller, prefer?: string, query = {}) => {
    const files = prefer ? withText(anew(slip), 'UPPLAN', '20250407', '20250230') : anew(slip);
    const manifest = { sender: careManager };
    const { status, body } = await world.send(caller, files, { destination: serviceOffice, manifest, prefer, query });
    if (status >= 300) throw new Error(`${name} was not sent: ${body.type}`);
    if (prefer) await world.checked(caller, body.id);
    resources.add(`tx:${name}`, body.id, body.contentSha256);
    resources.keepFiles(body.id, files);
    if (name === 'byA') {
      resources.add('sequence:byA', 'sequence:byA');
      resources.keepFiles('sequence:byA', files.map(withOtherLineEnds));
    }
    return body;
  };
  await send('byA', world.a);
  await send('byR', callers.R);
  await send('byT', callers.T);
  for (const [name, caller] of [
    ['heldA', world.a],
    ['heldR', callers.R],
    ['heldT', callers.T],
  ] as const) {
    await send(name, caller, undefined, { hold: 'true' });
  }
  await send('rejectedA', world.a, 'respond-async');
  await send('rejectedR', callers.R, 'respond-async');
  await world.collect(world.k, (await send('collected', world.a)).id);
  const confirmed = await send('confirmed', world.a);
  await world.collect(world.k, confirmed.id);
  const statement = await world.confirmation(world.k, confirmed);
  await world.api.post(`/v1/transmissions/${confirmed.id}/confirmation`, { caller: world.k, json: { statement } });
}

/** They stay as they arrived: no worker is to change anything between two cells. */
async function sendBatches(world: World, callers: Callers, resources: Resources): Promise<void> {
  world.gateway.app.get(ProcessBatch, { strict: false }).run = () => Promise.resolve();
  for (const [name, caller] of [
    ['byA', world.a],
    ['byR', callers.R],
    ['byT', callers.T],
  ] as const) {
    const signed = [{ files: anew(slip), destinations: [serviceOffice], manifest: { sender: careManager } }];
    const { status, body } = await sendBatch(world, caller, signed);
    if (status !== 202) throw new Error(`batch ${name} was not sent: ${body.type}`);
    resources.add(`batch:${name}`, body.id);
  }
}

async function giveNotices(world: World, resources: Resources): Promise<void> {
  const notices = new Notices(world);
  const give = async (name: string, caller: TestCaller, about: string) => {
    const { id } = await notices.given(caller, resources.id(about), { kind: 'remark', text: '当事者だけに' });
    resources.add(`notice:${name}`, id);
  };
  await give('ofK', world.k, 'tx:collected');
  await give('ofA', world.a, 'tx:byR');
}

/** T's are suspended and U's revoked; V's end with the minutes that go by until the tokens are given. */
async function endMandates(world: World, resources: Resources): Promise<void> {
  const end = (name: string, caller: TestCaller, deed: string) =>
    world.api.post(`/v1/mandates/${resources.id(`mandate:${name}`)}/${deed}`, { caller, json: {} });
  await end('TA', world.a, 'suspension');
  await end('TK', world.k, 'suspension');
  await end('UA', world.a, 'revocation');
  await end('UK', world.k, 'revocation');
}

/** Other bytes that the check lets pass. */
function withOtherLineEnds({ name, bytes }: SampleFile): SampleFile {
  return { name, bytes: Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1') };
}
