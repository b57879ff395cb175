import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addressedTo, BatchBody, combinedOf, ended, itemsOf, sendBatch, SignedFiles, zipped } from '../setup/batch.js';
import { anew, sampleUnit, SampleFile, withText, World } from '../setup/world.js';
import { zip } from '../../src/standard/combined/zip.fixture.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const problem = (code: string) => `urn:careplan:problem:${code}`;
const named = (name: string, text = 'x'): SampleFile => ({ name, bytes: Buffer.from(text) });

describe('What of a batch cannot be sent is named, and nothing is guessed', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin({ environment: { SUBMISSION_FILE_LIMIT: '6' } });
    await world.importOffice('1370000077', '紙の事業所', {
      reachableOtherwise: { fax: '03-1234-5678', mail: 'kami@example.jp' },
    });
  });
  afterAll(() => world.end());

  const toK = (files: readonly SampleFile[]): SignedFiles => ({ files, destinations: [world.k.officeNumber] });

  async function through(...signed: SignedFiles[]): Promise<BatchBody> {
    const { status, body } = await sendBatch(world, world.a, signed);
    expect(status).toBe(202);
    return ended(world, world.a, body.id);
  }

  it('names files whose names tell nothing by their position, so that no person’s name is kept', async () => {
    const files = [named('山田花子の計画.pdf'), ...anew(slip), named('Yamada_Hanako.CSV'), named('20250325.txt')];
    const batch = await through(toK(files));
    expect(batch.counts).toMatchObject({ accepted: 1, rejected: 0 });
    expect(batch.unassigned.map(({ name, position, entry, reason }) => [name, position, entry, reason])).toEqual([
      [null, 1, null, 'file-name'],
      [null, files.length - 1, null, 'file-name'],
      [null, files.length, null, 'file-name'],
    ]);
    const [row] = await world.gateway.database.query<[{ text: string }]>(
      `SELECT (SELECT jsonb_agg(b) FROM (SELECT id, unassigned, encode(manifests, 'escape') AS manifests FROM batches) b)::text
         || (SELECT coalesce(jsonb_agg(e), '[]') FROM events e)::text
         || (SELECT coalesce(jsonb_agg(i), '[]') FROM batch_items i)::text AS text`,
    );
    for (const word of ['山田', 'Yamada']) expect(row.text).not.toContain(word);
  });

  it('names files of a zip by where they lie in it', async () => {
    const batch = await through(toK([zipped([...anew(slip), named('メモ.CSV')])]));
    expect(batch.counts).toMatchObject({ accepted: 1 });
    expect(batch.unassigned).toMatchObject([{ name: null, position: 1, entry: slip.length + 1, reason: 'file-name' }]);
  });

  it('keeps no more than a thousand findings of all that is wrong in it', async () => {
    const faulty = Array.from({ length: 30 }, (_, index) =>
      named(
        `COMBINED_${world.a.officeNumber}_202503251001${String(index).padStart(2, '0')}.CSV`,
        'X,Y\r\n'.repeat(100),
      ),
    );
    const batch = await through(toK([zipped(faulty)]));
    expect(batch.unassigned).toHaveLength(30);
    const kept = batch.unassigned.reduce((sum, { findings }) => sum + findings.length, 0);
    expect(kept).toBe(1000);
  });

  it('tells of a unit that is held already that it is held, not that it was sent', async () => {
    const files = anew(slip);
    const held = await world.send(world.a, files, { query: { hold: 'true' } });
    const batch = await through(toK(files));
    expect(batch.counts).toMatchObject({ held: 1, duplicate: 0 });
    expect(await itemsOf(world, world.a, batch.id)).toMatchObject([{ state: 'held', transmission: held.body.id }]);
    await world.api.post(`/v1/transmissions/${held.body.id}/discard`, { caller: world.a });
  });

  it('names an attachment whose unit is not there', async () => {
    const name = 'ATTACH_1371215102_1370000011_20250601000000_01.pdf';
    const batch = await through(toK([named(name, '%PDF-1.4')]), toK(anew(slip)));
    expect(batch.unassigned).toMatchObject([{ name, position: 1, reason: 'attachment-alone' }]);
    expect(batch.counts).toMatchObject({ accepted: 1 });
  });

  it('sends neither of two files of one name, nor the unit that they belong to', async () => {
    const unit = anew(slip);
    const twice = zip([
      ...unit.map(({ name, bytes }) => ({ path: name, content: bytes })),
      { path: `old/${unit[0]!.name}`, content: Buffer.from('x') },
    ]);
    const batch = await through(toK([{ name: '1.zip', bytes: twice }]));
    expect([batch.items, batch.unassigned.map(({ reason }) => reason)]).toEqual([
      0,
      Array(unit.length + 1).fill('name-twice'),
    ]);
  });

  it.each([
    ['damaged', Buffer.from('PK no zip')],
    ['nested', zip([{ path: 'inner.zip', content: Buffer.from('x') }])],
    ['path', zip([{ path: '../UPPLAN.CSV', content: Buffer.from('x') }])],
    ['empty', zip([])],
    ['encrypted', zip([{ path: 'a.CSV', content: Buffer.alloc(20), declaredSize: 8, flags: 1 }])],
  ])('names a zip that is %s, and sends the rest', async (fault, bytes) => {
    const batch = await through(toK([{ name: '1.zip', bytes }]), toK(anew(slip)));
    expect(batch.unassigned).toMatchObject([{ name: null, position: 1, reason: `archive-${fault}`, findings: [] }]);
    expect(batch.counts).toMatchObject({ accepted: 1 });
  });

  it('does not divide a combined CSV with a record that fits nowhere, which may be missing from any unit', async () => {
    const good = combinedOf(anew(slip).filter(({ name }) => name.endsWith('.CSV')));
    const text = good.bytes.toString('latin1').replace('UPPLAN,', 'UPPLAM,');
    const batch = await through(toK([{ ...good, bytes: Buffer.from(text, 'latin1') }]), toK(anew(slip)));
    expect(batch.unassigned).toMatchObject([
      { name: good.name, reason: 'combined-faulty', findings: [{ row: 2, column: 1, rule: 'code' }] },
    ]);
    expect(batch.counts).toMatchObject({ accepted: 1, rejected: 0 });
  });

  it('tells how to reach offices that cannot take data, each once, and sends to the others', async () => {
    const paper = () => addressedTo(anew(slip), '1370000077');
    const unknown = addressedTo(anew(slip), '1399999999');
    const batch = await through({
      files: [...paper(), ...paper(), ...unknown, ...anew(slip)],
      destinations: ['1370000077', '1399999999', world.k.officeNumber],
    });
    expect(batch.counts).toMatchObject({ accepted: 1, rejected: 3 });
    expect(batch.undeliverable).toMatchObject([
      {
        office: '1370000077',
        name: '紙の事業所',
        capability: { reachableOtherwise: { fax: '03-1234-5678', mail: 'kami@example.jp' } },
      },
      { office: '1399999999', name: null, capability: null },
    ]);
    const items = await itemsOf(world, world.a, batch.id);
    expect(items.map((item) => item.problem).sort()).toEqual([
      null,
      problem('destination-not-connected'),
      problem('destination-not-connected'),
      problem('destination-unknown'),
    ]);
  });

  it('rejects a unit with more files than a send may have', async () => {
    const unit = anew(slip);
    const sequence = /\d{14}/.exec(unit[0]!.name.split('_').at(-1)!)![0];
    const attached = Array.from({ length: 7 }, (_, at) =>
      named(`ATTACH_1371215102_1370000011_${sequence}_0${at + 1}.pdf`, '%PDF-1.4'),
    );
    const batch = await through(toK([...unit, ...attached]));
    expect(await itemsOf(world, world.a, batch.id)).toMatchObject([
      { state: 'rejected', problem: problem('too-large') },
    ]);
  });

  it('rejects a unit that is not complete, or was signed in two halves', async () => {
    const [first, ...others] = anew(slip);
    const batch = await through(toK([first!]), toK(others));
    expect(batch.counts).toMatchObject({ rejected: 2, accepted: 0 });
    const items = await itemsOf(world, world.a, batch.id);
    expect(items.map(({ state, kind, findings }) => [state, kind, findings[0]!.rule])).toEqual(
      Array(2).fill(['rejected', null, 'unit']),
    );
  });

  it('tells warnings of units that were sent, and where they stand in a combined CSV', async () => {
    const csv = anew(slip).filter(({ name }) => name.endsWith('.CSV'));
    const good = combinedOf(csv);
    const bytes = Buffer.from(good.bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
    const batch = await through(toK([{ ...good, bytes }]));
    const [item] = await itemsOf(world, world.a, batch.id);
    expect(item).toMatchObject({ state: 'accepted' });
    expect(item!.findings).toContainEqual(
      expect.objectContaining({ rule: 'line-ending', severity: 'warning', file: good.name }),
    );
  });

  it('keeps nothing readable, and forgets what was uploaded when it has ended', async () => {
    const batch = await through(toK([zipped(withText(anew(slip), 'UPPLAN', '20250407', '20250230'))]));
    const [row] = await world.gateway.database.query<[Record<string, number>]>(
      `SELECT (SELECT count(*)::int FROM contents WHERE kind = 'staged') AS staged,
              (SELECT count(*)::int FROM batch_pieces) AS pieces`,
    );
    expect([batch.counts['rejected'], row]).toEqual([1, { staged: 0, pieces: 0 }]);
  });
});
