import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ListedTransmission } from '../../src/client/answers.js';
import { collect } from '../../src/client/collect.js';
import { confirm } from '../../src/client/confirm.js';
import { enrol } from '../../src/client/enrol.js';
import { GatewayClient } from '../../src/client/gateway-client.js';
import { reportHop } from '../../src/client/hop.js';
import { inbox, ListingFilter, outbox } from '../../src/client/listings.js';
import {
  acceptMandate,
  acceptMandates,
  changeMandate,
  findMandate,
  listCarriers,
  mandatePages,
  proposeMandate,
  proposeToMany,
} from '../../src/client/mandates.js';
import { issueEnrolmentCode, registerClient } from '../../src/client/operate.js';
import { send } from '../../src/client/send.js';
import { track } from '../../src/client/track.js';
import { publicUrl } from '../setup/gateway.js';
import { anew, careManager, sampleUnit, serviceOffice, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const actuals = sampleUnit('applicable/202407/3-actual');
const everything = ['send', 'collect', 'confirm', 'recall'] as const;

/** The reference client itself, as the software of a relay, of its offices and of the operator. */
describe('The reference client of a relay', () => {
  let world: World;
  let operator: GatewayClient;
  let serviceClient: GatewayClient;
  let relay: GatewayClient;
  let careManagerClient: GatewayClient;

  /** The gateway's public URL leads to where this one listens. */
  const settings = () => ({
    clock: () => world.gateway.clock.now(),
    fetch: ((url: string, init?: RequestInit) =>
      fetch(url.replace(publicUrl, world.gateway.url), init)) as typeof globalThis.fetch,
  });
  const enrolled = async (code: string) =>
    new GatewayClient(await enrol({ baseUrl: publicUrl, code, ...settings() }), settings());
  const enrolledAs = async (kind: 'office' | 'relay' | 'network', name: string, officeNumber?: string) => {
    const { id } = await registerClient(operator, { kind, name, officeNumber });
    return enrolled((await issueEnrolmentCode(operator, id)).code);
  };
  const terminalOf = async (clientId: string) => enrolled((await issueEnrolmentCode(operator, clientId)).code);
  const codeOf = (doing: Promise<unknown>) =>
    doing.then(
      () => 'done',
      (error: { code?: string }) => error.code,
    );
  const idsIn = async (listing: AsyncGenerator<ListedTransmission>) => {
    const ids: string[] = [];
    for await (const { id } of listing) ids.push(id);
    return ids;
  };

  beforeAll(async () => {
    world = await World.begin();
    operator = await enrolled(await world.gateway.operatorCode());
    relay = await enrolledAs('relay', '伝送代行センター');
    serviceClient = await terminalOf(world.k.clientId);
    careManagerClient = await terminalOf(world.a.clientId);
  });
  afterAll(() => world.end());

  it('is an identity of no office, and finds itself among the carriers', async () => {
    expect(relay.identity.officeNumber).toBeNull();
    expect(await listCarriers(careManagerClient)).toEqual([
      { id: relay.identity.clientId, name: '伝送代行センター', kind: 'relay' },
    ]);
  });

  it('sends for an office that let it; the destination learns who signed for whom', async () => {
    const sending = () => send(relay, { files: anew(slip), sender: careManager, destination: serviceOffice });
    expect(await codeOf(sending())).toBe('mandate-missing');
    const proposed = await proposeMandate(
      careManagerClient,
      { carrier: relay.identity.clientId },
      { scopes: ['send'] },
    );
    expect(await codeOf(sending())).toBe('mandate-missing');
    expect((await acceptMandate(relay, proposed.id)).state).toBe('active');

    const { transmission } = await sending();
    expect(transmission).toMatchObject({ sender: careManager, client: relay.identity.clientId, byCarrier: true });
    const collected = await collect(serviceClient, transmission.id);
    expect(collected.signedBy).toEqual({
      client: relay.identity.clientId,
      name: '伝送代行センター',
      office: careManager,
      byCarrier: true,
      authority: 'gateway',
    });
    expect(collected.signer.thumbprint).toBe(relay.identity.certificate.thumbprint);
    await confirm(serviceClient, collected);
    for (const party of [relay, careManagerClient]) {
      const { events, confirmedBy } = await track(party, transmission.id);
      expect(events).toHaveLength(3);
      expect(confirmedBy).toMatchObject({ client: world.k.clientId, office: serviceOffice, byCarrier: false });
    }
    expect((await track(serviceClient, transmission.id)).events).toBeNull();

    await changeMandate(careManagerClient, proposed.id, 'suspension');
    expect(await codeOf(sending())).toBe('mandate-missing');
    await changeMandate(careManagerClient, proposed.id, 'resumption');
    expect(await codeOf(sending())).toBe('done');
    await changeMandate(careManagerClient, proposed.id, 'revocation');
    expect(await codeOf(sending())).toBe('mandate-missing');
    expect((await findMandate(relay, proposed.id)).state).toBe('revoked');
  });

  it('collects and confirms for an office without a certificate; the sender learns who confirmed', async () => {
    const office = '1371215110';
    await world.importOffice(office, '証明書のない居宅', { serviceTypes: ['43'] });
    const outcomes = await proposeToMany(relay, [office, '9999999999'], { scopes: everything });
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['proposed', 'office-unknown']);
    const ids = outcomes.flatMap(({ mandate }) => (mandate ? [mandate.id] : []));
    const [accepted] = await acceptMandates(operator, ids, '委任状 7');
    expect(accepted?.mandate).toMatchObject({ state: 'active', evidence: '委任状 7' });

    const files = anew(actuals).map(({ name, bytes }) => ({
      name: name.replace(careManager, office),
      bytes: Buffer.from(bytes.toString('latin1').replaceAll(careManager, office), 'latin1'),
    }));
    const { transmission } = await send(serviceClient, { files, destination: office });
    const filters: ListingFilter[] = [{}, { offices: [office] }];
    for (const filter of filters) expect(await idsIn(inbox(relay, filter))).toEqual([transmission.id]);
    expect(await codeOf(idsIn(inbox(relay, { offices: [serviceOffice] })))).toBe('mandate-missing');
    const collected = await collect(relay, transmission.id);
    expect(collected.files.map(({ bytes }) => Buffer.from(bytes))).toEqual(files.map(({ bytes }) => bytes));
    expect(collected.signedBy).toMatchObject({ office: serviceOffice, byCarrier: false });
    await reportHop(relay, transmission.id, 'handed-to-office');
    expect((await confirm(relay, collected)).state).toBe('confirmed');
    expect(await idsIn(inbox(relay))).toEqual([]);

    const { events, confirmedBy } = await track(serviceClient, transmission.id);
    expect(confirmedBy).toEqual({
      client: relay.identity.clientId,
      name: '伝送代行センター',
      office,
      byCarrier: true,
      authority: 'gateway',
    });
    expect(events?.map(({ kind, client }) => [kind, client])).toEqual([
      ['transmission-available', world.k.clientId],
      ['transmission-collected', relay.identity.clientId],
      ['transmission-hop', relay.identity.clientId],
      ['transmission-confirmed', relay.identity.clientId],
    ]);
  });

  it('lists its mandates and what it sent, for one office or all', async () => {
    const states: string[] = [];
    for await (const page of mandatePages(relay)) states.push(...page.map(({ state }) => state));
    expect(states).toEqual(['revoked', 'active']);
    const { transmission } = await send(relay, {
      files: anew(slip).map(({ name, bytes }) => ({
        name: name.replace(careManager, '1371215110'),
        bytes: Buffer.from(bytes.toString('latin1').replaceAll(careManager, '1371215110'), 'latin1'),
      })),
      sender: '1371215110',
      destination: serviceOffice,
    });
    expect(await idsIn(outbox(relay, { offices: ['1371215110'] }))).toEqual([transmission.id]);
    expect(await idsIn(outbox(relay))).toEqual([transmission.id]);
  });
});
