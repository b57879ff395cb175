import { describe, expect, it } from '@jest/globals';
import { isCombinedLike, parseCombinedName } from './combined-name.js';

describe('the name of a combined file', () => {
  it('gives sender and sequence', () => {
    expect(parseCombinedName('COMBINED_137121510A_20250325100000.CSV')).toEqual({
      sender: '137121510A',
      sequence: '20250325100000',
      extensionAsPrinted: true,
    });
  });

  it('may have its extension in either case', () => {
    expect(parseCombinedName('COMBINED_1371215102_20250325100000.csv')?.extensionAsPrinted).toBe(false);
  });

  it.each([
    'combined_1371215102_20250325100000.CSV',
    'COMBINED_137121510a_20250325100000.CSV',
    'COMBINED_137121510_20250325100000.CSV',
    'COMBINED_1371215102_43_20250325100000.CSV',
    'COMBINED_1371215102_20250230100000.CSV',
    'COMBINED_1371215102_20250325100000.ZIP',
    'COMBINED_1371215102_20250325100000.CSV\n',
    'UPPLAN_202504_1371215102_43_1370000011_11_20250325100100.CSV',
    '',
  ])('is not %j', (name) => {
    expect(parseCombinedName(name)).toBeNull();
  });

  it('is meant by whatever starts like one', () => {
    expect(['COMBINED.CSV', 'combined_x'].every(isCombinedLike)).toBe(true);
    expect(isCombinedLike('UPPLAN_COMBINED.CSV')).toBe(false);
  });
});
