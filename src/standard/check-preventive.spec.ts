import { describe, expect, it } from '@jest/globals';
import { expectNone, expectOnly, whereOf } from '../../test/fixtures/one-finding.js';
import { edited, textAsBytes, withCell } from '../../test/fixtures/sample-units.js';
import { checkFiles } from './check.js';
import { SourceFile } from './named-file.js';

describe('preventive units of 202407', () => {
  const ends = '1371215102_46_1370000011_62_20250401093000';
  const person = '202407,131128,1234567896';
  const file = (form: string, content: string, rest = '.CSV'): SourceFile => ({
    name: `${form}_${ends}${rest}`,
    bytes: textAsBytes(content),
  });
  const basic = file('UPKIHON', `${person},20250401,1,1${',,,,,,,'},"\xb1","A",1,19400101${','.repeat(54)}\r\n`);
  const planForm = file('UPYOBO', `${person},20250401,1,1,,"A"${','.repeat(49)}\r\n`);
  const history = file('UPKIHON_SUB2', `${person},20250401,,"x",,1,,01,\r\n`);
  const image = { name: `UPKIHON_IMAGE_${ends}_0001.jpg`, bytes: Uint8Array.of(0xff, 0xd8, 0xff, 0xe0) };
  const support = file('UPYOBO_SUB', `${person},20250401,1,"x",,,,1,,,,1,,,\r\n`);
  const remove = file('DLTKIHON', `${person},20250401\r\n`);

  it.each([
    ['user-basic', [basic]],
    ['user-basic', [basic, history, image]],
    ['preventive-plan', [planForm, support]],
    ['preventive-plan-and-user-basic', [basic, planForm, support, history, image]],
    ['user-basic-delete', [remove]],
  ])('%s', (kind, files) => {
    expectNone(files);
    expect(checkFiles(files).units.map((unit) => unit.kind)).toEqual([kind]);
  });

  it('an annex without its form is no unit', () => {
    expectOnly([history], 'unit', [null, null, null]);
  });

  it('委託の有無 is 必要 only: a warning', () => {
    const files = edited([basic], 'UPKIHON', (text) => text.replace(',1,1,', ',1,,'));
    expectOnly(files, 'low-confidence', ['UPKIHON', 1, 6]);
  });

  it('相談方法 03 asks for its content', () => {
    const files = withCell([basic], 'UPKIHON', 1, 8, '03');
    expectOnly(files, 'condition', ['UPKIHON', 1, 9]);
  });

  it('a number printed as text is a warning', () => {
    expectOnly(withCell([planForm, support], 'UPYOBO_SUB', 1, 5, 'A'), 'low-confidence', ['UPYOBO_SUB', 1, 5]);
  });

  it('an image is JPEG by its first bytes', () => {
    const png = { ...image, bytes: Uint8Array.of(0x89, 0x50, 0x4e, 0x47) };
    const report = checkFiles([basic, png]);
    expect(report.findings.map((finding) => [finding.rule, finding.file])).toEqual([['attachment-type', image.name]]);
    expect(report.findings.map(whereOf)).toEqual([['UPKIHON_IMAGE', null, null]]);
  });
});
