import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unpackContent } from '../../src/sealing/content-package.js';
import { pdf } from '../../src/standard/attachments/pdf.fixture.js';
import { anew, SampleFile, sampleUnit, World } from '../setup/world.js';

const plan = sampleUnit('applicable/202407/1-plan');
const limits = { packageBytes: 1 << 24, totalBytes: 1 << 24, files: 50 };

/** The unit under a new sequence, with an attachment that goes with it. */
function withAttachment(bytes: Uint8Array, number = '01'): SampleFile[] {
  const files = anew(plan);
  const sequence = /\d{14}(?=\.CSV$)/.exec(files[0]?.name ?? '')?.[0] ?? '';
  const name = `ATTACH_1371215102_1370000011_${sequence}_${number}.pdf`;
  return [...files, { name, bytes: Buffer.from(bytes) }];
}

describe('A unit with attachments (図表133 観点2)', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin();
    const json = { versions: ['202407'], attachments: true, reachableOtherwise: {} };
    const path = `/v1/offices/${world.k.officeNumber}/capability`;
    expect((await world.api.call('PUT', path, { caller: world.k, json })).status).toBe(200);
  });
  afterAll(() => world.end());

  it('is refused where the destination never said that it takes attachments, and says how else to reach it', async () => {
    const office = await world.office('1370000045', 'L事業所');
    const files = withAttachment(pdf()).map(({ name, bytes }) => ({
      name: name.replace(world.k.officeNumber, office.officeNumber),
      bytes,
    }));
    const answer = await world.keepingNothing(() => world.send(world.a, files, { destination: office.officeNumber }));
    expect([answer.status, answer.body.type]).toEqual([422, 'urn:careplan:problem:attachments-not-accepted']);
    expect(answer.body).toMatchObject({ capability: { connected: true, attachments: false, reachableOtherwise: {} } });
  });

  async function collected(id: string): Promise<[string, Buffer][]> {
    const { content } = await world.collect(world.k, id);
    return unpackContent(content, limits).files.map(({ name, bytes }) => [name, Buffer.from(bytes)]);
  }

  it('arrives whole: the copy of an insurance card beside the plan, byte for byte', async () => {
    const files = withAttachment(pdf());
    const sent = await world.send(world.a, files);
    expect(sent.status).toBe(201);
    expect(sent.body).toMatchObject({ unit: { kind: 'plan', forms: ['UP1KYO', 'UP2KYO', 'UP3KYO', 'UPHOSOKU'] } });
    expect((await collected(sent.body.id)).sort()).toEqual(files.map(({ name, bytes }) => [name, bytes]).sort());
  });

  it('is answered later when the attachment is large, and arrives all the same', async () => {
    const scan = Buffer.concat([pdf(), Buffer.alloc(1_000_000, '% scanned\n')]);
    const files = withAttachment(scan);
    const sent = await world.send(world.a, files);
    expect(sent.status).toBe(202);
    expect((await world.checked(world.a, sent.body.id)).state).toBe('available');
    const arrived = new Map(await collected(sent.body.id));
    expect(arrived.get(files.at(-1)?.name ?? '')?.equals(scan)).toBe(true);
  });

  it.each([
    ['attachment-type', Buffer.from('MZ, no PDF'), '01'],
    ['attachment-active', pdf(['<< /S /Launch /F (x) >>']), '01'],
    ['attachment-name', pdf(), '1'],
  ])('is refused for %s, with the attachment named', async (rule, bytes, number) => {
    const files = withAttachment(bytes, number);
    const answer = await world.keepingNothing(() => world.send(world.a, files));
    expect([answer.status, answer.body.type]).toEqual([422, 'urn:careplan:problem:check-failed']);
    expect(answer.body.errors).toMatchObject([{ file: files.at(-1)?.name, rule, row: null, column: null }]);
  });

  it('is refused at once by the name of its attachment, also where the answer would come later', async () => {
    const files = withAttachment(pdf(), '1');
    const prefer = 'respond-async';
    const answer = await world.keepingNothing(() => world.send(world.a, files, { prefer }));
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([{ rule: 'attachment-name' }]);
  });

  it.each([undefined, 'respond-async'])(
    'is refused when its attachment names another unit (Prefer: %s)',
    async (prefer) => {
      const [other] = withAttachment(pdf()).slice(-1);
      const files = [...anew(plan), ...(other ? [other] : [])];
      const answer = await world.keepingNothing(() => world.send(world.a, files, { prefer }));
      expect([answer.status, answer.body.errors]).toMatchObject([
        422,
        [{ file: other?.name, rule: 'attachment-name' }],
      ]);
    },
  );

  it('does not take attachments alone', async () => {
    const files = withAttachment(pdf()).slice(-1);
    const answer = await world.keepingNothing(() => world.send(world.a, files));
    expect(answer.body.errors).toMatchObject([{ rule: 'attachment-name' }]);
  });
});
