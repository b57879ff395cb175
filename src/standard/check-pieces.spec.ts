import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { edited, sampleUnit, textAsBytes } from '../../test/fixtures/sample-units.js';
import { Check, checkFiles, SourceFile } from './check.js';
import { checkPieces, inTurns } from './check-pieces.js';

const useSlip = sampleUnit('applicable/202407/2-use-slip');

/** The report of files whose bytes come in pieces of the given lengths, over and over. */
function checkedInPieces(files: readonly SourceFile[], lengths: readonly number[]) {
  const check = new Check();
  for (const { name, bytes } of files) {
    const file = check.open(name);
    for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
      const length = lengths[turn % lengths.length] ?? 1;
      file.write(bytes.subarray(at, at + length));
      at += length;
    }
    file.end();
  }
  return check.report();
}

const damages: readonly (readonly [string, SourceFile[]])[] = [
  ['a sound unit', useSlip],
  ['a byte-order mark', edited(useSlip, 'UPPLAN', (text) => `\xef\xbb\xbf${text}`)],
  ['another encoding', edited(useSlip, 'UPPLAN', (text) => `\xff\xfe${text}`)],
  ['bytes outside MS932', edited(useSlip, 'UPPLAN', (text) => text.replace('\x82', '\x80'))],
  ['a lone lead byte at the end', edited(useSlip, 'UPPLAN', (text) => `${text}\x82`)],
  ['quotes that are wrong', edited(useSlip, 'UPPLAN', (text) => text.replace('"', '').replace('1300', '13"00'))],
  ['LF and empty lines', edited(useSlip, 'UPPLAN', (text) => `${text.replaceAll('\r\n', '\n')}\n\n`)],
  ['an empty file', edited(useSlip, 'UPPLAN', () => '')],
  ['a single byte', edited(useSlip, 'UPPLAN', () => 'x')],
];

describe('a file whose bytes come in pieces', () => {
  it.each(damages)('is judged as in one, wherever they break: %s', (_, files) => {
    const whole = checkFiles(files);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 }), (lengths) => {
        expect(checkedInPieces(files, lengths)).toEqual(whole);
      }),
      { numRuns: 20 },
    );
    expect(checkedInPieces(files, [1])).toEqual(whole);
  });

  it('is judged the same in turns, which let others go on', async () => {
    const rows = Buffer.from(useSlip.find(({ name }) => name.startsWith('UPPLAN'))?.bytes ?? []).toString('latin1');
    const large = edited(useSlip, 'UPPLAN', () => rows.repeat(2000));
    let pauses = 0;
    const report = await checkPieces(inTurns(large, async () => void (pauses += 1)));
    expect(report).toEqual(checkFiles(large));
    expect(pauses).toBeGreaterThanOrEqual(16);
  });

  it.each([
    ['items without number', '\x80,'.repeat(200_000)],
    ['lone carriage returns', '\r'.repeat(50_000)],
    ['quotes and line feeds', '"\n'.repeat(25_000)],
    ['one quote never closed', `"${'x'.repeat(400_000)}`],
  ])('costs no more in small pieces than in one: %s', (_, content) => {
    const name = 'DLTPLAN_202504_1371215102_43_1370000011_11_20250501090200.CSV';
    const files = [{ name, bytes: textAsBytes(content) }];
    const started = performance.now();
    expect(checkedInPieces(files, [16]).findingsTotal).toBe(checkFiles(files).findingsTotal);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
