import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openContent, SealRefused } from '../../src/sealing/seal.js';
import { unpackContent } from '../../src/sealing/content-package.js';
import { TestCaller } from '../setup/caller.js';
import { anew, careManager, SampleFile, sampleUnit, serviceOffice, TransmissionBody, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const limits = { packageBytes: 1 << 24, totalBytes: 1 << 24, files: 50 };

interface Capability {
  readonly officeNumber: string;
  readonly name: string;
  readonly connected: boolean;
  readonly versions: string[];
  readonly reachableOtherwise: { fax?: string; mail?: string };
}

/** The unit as written for another destination: its number in the names and in every row. */
function addressedTo(number: string): SampleFile[] {
  return anew(slip).map(({ name, bytes }) => ({
    name: name.replace(serviceOffice, number),
    bytes: Buffer.from(bytes.toString('latin1').replaceAll(serviceOffice, number), 'latin1'),
  }));
}

describe('A unit is taken only for a destination that can take it now, and sealed so that only it can open it', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin();
  });
  afterAll(() => world.end());

  async function refusalFor(number: string): Promise<TransmissionBody & { capability?: Capability }> {
    const send = () => world.send(world.a, addressedTo(number), { destination: number });
    const answer = await world.keepingNothing(send);
    expect(answer.status).toBe(422);
    return answer.body;
  }

  describe('refusals', () => {
    it('refuses an office that is not in the directory', async () => {
      const refusal = await refusalFor('1399999999');
      expect(refusal.type).toBe('urn:careplan:problem:destination-unknown');
      expect(refusal).not.toHaveProperty('capability');
    });

    it('refuses an office that is not connected, and names how to reach it otherwise', async () => {
      const reachableOtherwise = { fax: '03-1234-5678', mail: 'h@example.jp' };
      await world.importOffice('1370000028', 'H事業所', { reachableOtherwise });
      const refusal = await refusalFor('1370000028');
      expect(refusal.type).toBe('urn:careplan:problem:destination-not-connected');
      expect(refusal.capability).toEqual({
        officeNumber: '1370000028',
        name: 'H事業所',
        connected: false,
        versions: expect.arrayContaining(['202208', '202407']),
        attachments: false,
        reachableOtherwise,
      });
    });

    it('refuses a version that the office does not take in, and names those that it does', async () => {
      await world.office('1370000036', 'J事業所');
      await world.importOffice('1370000036', 'J事業所', { versions: ['202208'] });
      const refusal = await refusalFor('1370000036');
      expect(refusal.type).toBe('urn:careplan:problem:version-not-accepted');
      expect(refusal.capability).toMatchObject({ connected: true, versions: ['202208'] });
    });

    it.each(['revoked', 'expired'] as const)(
      'refuses an office whose only certificate was %s just now',
      async (how) => {
        const number = how === 'revoked' ? '1370000044' : '1370000051';
        const office = await world.office(number, 'L事業所');
        expect((await world.send(world.a, addressedTo(number), { destination: number })).status).toBe(201);
        await world.endCertificate(office, how);
        expect((await refusalFor(number)).type).toBe('urn:careplan:problem:destination-not-connected');
      },
    );

    it('tells of the file’s faults before it tells of the destination', async () => {
      const broken = addressedTo('1399999999').slice(1);
      const answer = await world.keepingNothing(() => world.send(world.a, broken, { destination: '1399999999' }));
      expect([answer.status, answer.body.type]).toEqual([422, 'urn:careplan:problem:check-failed']);
    });
  });

  describe('sealing', () => {
    let second: TestCaller;
    let third: TestCaller;
    let sent: TransmissionBody;
    let files: SampleFile[];

    beforeAll(async () => {
      second = await world.terminal(world.k, 'ec');
      third = await world.office('1370000069', '第三の事業所');
      files = anew(slip);
      sent = (await world.send(world.a, files)).body;
    });

    it.each(['first', 'second'])('lets the %s terminal of the destination open it, byte for byte', async (which) => {
      const { content, binding } = await world.collect(which === 'first' ? world.k : second, sent.id);
      expect(binding).toEqual({ transmission: sent.id, sender: careManager, destination: serviceOffice });
      const unpacked = unpackContent(content, limits).files.map(({ name, bytes }) => [name, Buffer.from(bytes)]);
      expect(unpacked.sort()).toEqual(files.map(({ name, bytes }) => [name, bytes]).sort());
    });

    it('lets nobody else open it: not the sender, not a third office, even with the ciphertext in hand', async () => {
      const { bytes } = await world.api.get(`/v1/transmissions/${sent.id}/content`, { caller: world.k });
      const jwe = bytes.toString('utf8');
      for (const stranger of [world.a, third]) {
        const { privateKey, certificate } = stranger;
        const asItself = openContent(jwe, { privateKey, thumbprint: certificate.thumbprint });
        await expect(asItself).rejects.toEqual(new SealRefused('not-a-recipient'));
        const asTheDestination = openContent(jwe, { privateKey, thumbprint: second.certificate.thumbprint });
        await expect(asTheDestination).rejects.toEqual(new SealRefused('decryption'));
      }
    });

    it('names exactly the active certificates of the destination as recipients', async () => {
      const lost = await world.terminal(world.k);
      await world.endCertificate(lost, 'revoked');
      const { id } = (await world.send(world.a, anew(slip))).body;
      const answer = await world.api.get<{ recipients: { header: { kid: string } }[] }>(
        `/v1/transmissions/${id}/content`,
        { caller: world.k },
      );
      const recipients = answer.body.recipients.map(({ header }) => header.kid).sort();
      expect(recipients).toEqual([world.k, second].map(({ certificate }) => certificate.thumbprint).sort());
    });

    it('does not let a terminal that came later open what was sent before', async () => {
      const later = await world.terminal(world.k);
      await expect(world.collect(later, sent.id)).rejects.toEqual(new SealRefused('not-a-recipient'));
    });
  });
});
