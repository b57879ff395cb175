import { describe, expect, it } from '@jest/globals';
import { textAsBytes } from '../../../test/fixtures/sample-units.js';
import { SourceFile } from '../named-file.js';
import { compareUnits } from './compare-units.js';
import { readUnits } from './read-units.js';

const file = (form: string, rows: readonly string[]): SourceFile[] => [
  {
    name: `${form}_1371215102_46_1370000011_62_20250401093000.CSV`,
    bytes: textAsBytes(rows.map((row) => `202407,131128,1234567896,20250401,${row}\r\n`).join('')),
  },
];

function differences(form: string, a: readonly string[], b: readonly string[]) {
  const [found] = compareUnits(readUnits(file(form, a)), readUnits(file(form, b))).units.flatMap((unit) => unit.forms);
  return {
    changed: found?.changed.map(({ row, items }) => [row.a, row.b, ...items.map((item) => item.id)]) ?? [],
    onlyInA: found?.onlyInA.map((record) => record.row) ?? [],
    onlyInB: found?.onlyInB.map((record) => record.row) ?? [],
  };
}

const NONE = { changed: [], onlyInA: [], onlyInB: [] };

describe('支援計画 (UPYOBO_SUB)', () => {
  const once = ['1,"i","p","w","g",1,"s",,"c",1,"k","o","3m"', '1,,,,,1,,,,2,"k2",,', '1,,,,,2,"s2",,,1,"k3",,'];
  const everyRow = [once[0]!, '1,"i","p","w","g",1,"s",,"c",2,"k2",,', '1,"i","p","w","g",2,"s2",,,1,"k3",,'];

  it('texts of issue and support plan may stand on every row', () => {
    expect(differences('UPYOBO_SUB', once, everyRow)).toEqual(NONE);
  });

  it('numbers are matched as numbers', () => {
    expect(differences('UPYOBO_SUB', once, [once[0]!.replace(/^1/, '01'), once[1]!, once[2]!])).toEqual(NONE);
  });

  it('another goal of an issue is one difference', () => {
    const changed = everyRow.map((row) => row.replace('"g"', '"h"'));
    expect(differences('UPYOBO_SUB', once, changed)).toEqual({ ...NONE, changed: [[1, 1, 'goal']] });
  });
});

describe('１日の生活 (UPKIHON_SUB1): rows have no order but that of the file', () => {
  const day = ['"6:00","up",', '"7:00","eat",', '"7:00","eat",', '"21:00","sleep",'];

  it('a row put between others is one difference', () => {
    expect(differences('UPKIHON_SUB1', day, [day[0]!, '"6:30","wash",', ...day.slice(1)])).toEqual({
      ...NONE,
      onlyInB: [2],
    });
  });

  it('a row with another text is the same row', () => {
    const b = [day[0]!, day[1]!, day[2]!, '"21:00","read",'];
    expect(differences('UPKIHON_SUB1', day, b)).toEqual({ ...NONE, changed: [[4, 4, 'userActivity']] });
  });

  it('rows in another order are a difference', () => {
    const { changed, onlyInA, onlyInB } = differences('UPKIHON_SUB1', day, [day[3]!, ...day.slice(0, 3)]);
    expect([changed, onlyInA, onlyInB]).toEqual([[], [4], [1]]);
  });
});
