import { describe, expect, it } from '@jest/globals';
import { edited, sampleUnit, withCell, withColumn, without } from '../../../test/fixtures/sample-units.js';
import { SourceFile } from '../../standard/named-file.js';
import { compareUnits } from '../../standard/reading/compare-units.js';
import { readUnits } from '../../standard/reading/read-units.js';
import { diffEditions } from '../../standard/changes/diff-editions.js';
import { HELD } from '../../standard/editions.js';
import { Language } from '../language.js';
import { comparisonLines } from './comparison-lines.js';
import { editionDifferenceLines } from './edition-difference-lines.js';
import { unitLines } from './reading-lines.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const plan = sampleUnit('applicable/202407/1-plan');

const read = (files: readonly SourceFile[], language: Language) => unitLines(readUnits(files)[0]!, language).join('\n');
const compare = (a: readonly SourceFile[], b: readonly SourceFile[], language: Language = 'ja') =>
  comparisonLines(compareUnits(readUnits(a), readUnits(b)), language).join('\n');

describe('careplan read', () => {
  it('tells once what the records of a person share, and then what is their own', () => {
    const text = read(
      slip.filter((file) => file.name.startsWith('UPPLAN')),
      'ja',
    );
    expect(text).toBe(`\
第６表（サービス利用票）・第７表（サービス利用票別表）・利用者補足情報  2025-04  1371215102 (43) → 1370000011 (11)  202407
  連番 20250325100100
  不足している様式: 第7表（サービス利用票別表）, 利用者補足情報

  第6表（サービス利用票）  4件  UPPLAN_202504_1371215102_43_1370000011_11_20250325100100.CSV
    保険者番号            131128
    被保険者番号          1234567896
    作成年月日            2025-03-25
    対象年月              2025-04
    プラン担当業者コード  1371215102
    プラン担当者名        髙橋花子
    単位数                567
    サービス開始時刻      13:00
    サービス終了時刻      14:00
    サービス回数          1
    サービスコード        111311
    サービス事業者コード  1370000011
    サービス事業所名      K事業所
    ３０日超区分          0 非該当
    更新業者コード        1371215102
           サービス利用日
    1行目  2025-04-07
    2行目  2025-04-14
    3行目  2025-04-21
    4行目  2025-04-28`);
  });

  it('in English tells identifiers, special and unreadable values', () => {
    const text = read(withCell(withColumn(slip, 'UPPLAN', 12, '9999'), 'UPPLAN', 1, 13, '14'), 'en');
    expect(text).toContain('    startTime            9999\n');
    expect(text).toContain('    row 1  2025-04-07   "14" (unreadable)\n');
  });

  it('puts the lines of a text below each other', () => {
    expect(read(plan, 'en')).toContain(
      '    overallPolicy           関節の動きをよくする体操等を取り入れていきます。\n                            ①',
    );
  });

  it('marks what cannot be read', () => {
    const faulty = edited(slip, 'UPPLAN', (content) => `202407,x\r\n${content}`);
    expect(read(faulty, 'ja')).toContain('    ! 1行目は項目数が合いません: 202407,x');
    const damaged = edited(slip, 'UPPLAN', (content) => content.replace('K', '\x80'));
    expect(read(damaged, 'en')).toContain('    ! damaged characters or quotes in rows 1');
  });
});

describe('careplan compare', () => {
  it('says that nothing differs', () => {
    expect(compare(slip, slip)).toBe('意味の違いはありません。');
    expect(compare(slip, slip, 'en')).toBe('Both mean the same.');
  });

  it('tells a change that many rows share once, with the rows', () => {
    expect(compare(slip, withColumn(slip, 'UPPLAN', 4, '20250326'))).toBe(`\
第６表（サービス利用票）・第７表（サービス利用票別表）・利用者補足情報  2025-04  1371215102 → 1370000011
  A  202407  20250325100100
  B  202407  20250325100100

  第6表（サービス利用票）
    131128  1234567896  2025-04
      1-4行目
        4  作成年月日  2025-03-25 → 2025-03-26`);
  });

  it('tells records, forms and units that are on one side only', () => {
    const shorter = edited(slip, 'UPPLAN', (content) => content.split('\r\n').slice(0, 3).join('\r\n'));
    expect(compare(slip, shorter)).toContain('      Aのみ  4行目\n        作成年月日            2025-03-25\n');
    expect(compare(without(plan, 'UP3KYO'), plan)).toContain('  Bのみ  居宅サービス計画3表  4件');
    expect(compare(plan, slip, 'en').split('\n\n')).toEqual([
      'only in A  Care plan tables 1 to 3 and user supplement  1371215102 → 1370000011  202407  20250325100000',
      'only in B  Service use slip, its annex and user supplement  2025-04  1371215102 → 1370000011  202407  20250325100100',
    ]);
  });

  it('tells service types where they are other ones', () => {
    const b = slip.map((file) => ({ ...file, name: file.name.replace('_11_', '_15_') }));
    expect(compare(slip, b, 'en').split('\n').slice(1)).toEqual([
      '  A  202407  20250325100100  service types  43 → 11',
      '  B  202407  20250325100100  service types  43 → 15',
    ]);
  });

  it('sets long texts below each other', () => {
    expect(compare(plan, withCell(plan, 'UP1KYO', 1, 24, '一\r\n二'), 'en')).toContain(
      '        24  overallPolicy\n          A  関節の動きをよくする体操等を取り入れていきます。\n          A  ①',
    );
  });
});

describe('careplan standard diff', () => {
  const lines = (older: string, newer: string, language: Language) =>
    editionDifferenceLines(diffEditions(HELD.editionOf(older)!, HELD.editionOf(newer)!), language);

  it('marks what is new, gone, moved and changed', () => {
    const text = lines('202208', '202407', 'ja');
    expect(text).toContain('  + UP3KYO         居宅サービス計画3表');
    expect(text).toContain('  + 16  TAISコード          taisCode');
    expect(text).toContain('  > 16-22 → 19-25');
    expect(text).toContain('      * 桁数  2 → 3');
    expect(lines('202407', '202208', 'en')).toContain('  - UP3KYO         Care plan table 3 (weekly plan)');
  });

  it('says that nothing differs', () => {
    expect(lines('202407', '202407', 'en')).toEqual(['202407 → 202407', '  no difference']);
  });
});
