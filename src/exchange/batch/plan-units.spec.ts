import { describe, expect, it } from '@jest/globals';
import { harmlessName } from './harmless-name.js';
import { PartFile, planUnits } from './plan-units.js';

const plan = (names: readonly string[], changes: Partial<PartFile> = {}) =>
  planUnits(
    names.map((name, source) => ({ name, size: 1, sha256: 'x', manifest: 0, source, entry: null, ...changes })),
  );

const slip = (sequence: string, receiver = '1370000011_11') =>
  ['UPPLAN', 'UPSIKYU'].map((form) => `${form}_202504_1371215102_43_${receiver}_${sequence}.CSV`);

describe('the plan of a batch', () => {
  it('puts files of the same offices and sequence into one unit, in whatever order they came', () => {
    const [a, b] = [slip('20250325100100'), slip('20250325100200')];
    const { units, unassigned } = plan([b[1]!, a[0]!, b[0]!, a[1]!]);
    expect(units).toMatchObject([
      { sequence: '20250325100100', destination: '1370000011', files: [{ name: a[0] }, { name: a[1] }] },
      { sequence: '20250325100200', destination: '1370000011', files: [{ name: b[1] }, { name: b[0] }] },
    ]);
    expect(unassigned).toEqual([]);
  });

  it('keeps the same sequence for another office apart', () => {
    const { units } = plan([...slip('20250325100100'), ...slip('20250325100100', '1370000022_11')]);
    expect(units.map(({ destination }) => destination)).toEqual(['1370000011', '1370000022']);
  });

  it('keeps what was signed apart, apart', () => {
    const files = slip('20250325100100').map((name, at) => ({
      ...{ name, size: 1, sha256: 'x', manifest: at, source: at, entry: null },
    }));
    expect(planUnits(files).units.map(({ manifest, files: of }) => [manifest, of.length])).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });

  it('lets an attachment travel with its unit, and never alone', () => {
    const attached = 'ATTACH_1371215102_1370000011_20250325100100_01.pdf';
    expect(plan([...slip('20250325100100'), attached]).units[0]!.files).toHaveLength(3);
    expect(plan([...slip('20250325100200'), attached])).toMatchObject({
      units: [{ sequence: '20250325100200' }],
      unassigned: [{ name: attached, position: 3, reason: 'attachment-alone' }],
    });
  });

  it('takes neither of two files that would land on one name', () => {
    const [first, second] = slip('20250325100100');
    const { units, unassigned } = plan([first!, second!, first!.replace('.CSV', '.csv')]);
    expect([units, unassigned.map(({ reason }) => reason)]).toEqual([[], Array(3).fill('name-twice')]);
  });

  it('tells the kind and month where the names make a permitted unit, and none where they do not', () => {
    expect(plan(slip('20250325100100').slice(0, 1)).units).toMatchObject([{ kind: null, month: '202504' }]);
  });
});

describe('the name of a file that is in no unit', () => {
  it.each([
    'UPPLAN_202504_1371215102_43_1370000011_11_20250325100100.CSV',
    'ATTACH_1371215102_1370000011_20250325100100_01.pdf',
    'COMBINED_1371215102_20250325100100.CSV',
  ])('is told when it is one of the standard: %s', (name) => expect(harmlessName(name)).toBe(name));

  it.each([
    '山田花子.CSV',
    'yamada_hanako.pdf',
    'UPPLAN_山田.CSV',
    'UPPLAN_YAMADAHANA_1.CSV',
    'ATTACH_Hanako.pdf',
    '1 花子.zip',
    '0000123456.pdf',
    '19400101.pdf',
    '131128_0000123456.jpg',
    'UPPLAN_0000123456.CSV',
  ])('is not told when it may be a person’s: %s', (name) => expect(harmlessName(name)).toBeNull());
});
