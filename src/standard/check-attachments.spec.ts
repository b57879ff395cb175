import { describe, expect, it } from '@jest/globals';
import { expectOnly } from '../../test/fixtures/one-finding.js';
import { renamed, sampleUnit, without } from '../../test/fixtures/sample-units.js';
import { ATTACHMENT_LIMIT_BYTES } from './attachments/attachment-content.js';
import { pdf } from './attachments/pdf.fixture.js';
import { checkFiles, SourceFile } from './check.js';

const plan = sampleUnit('applicable/202407/1-plan');
const actuals = sampleUnit('applicable/202208/3-actual');
const STEM = 'ATTACH_1371215102_1370000011_20250325100000';

const card = { name: `${STEM}_01.pdf`, bytes: pdf() };
const photo = { name: `${STEM}_02.jpg`, bytes: Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0x00) };
const scan = { name: `${STEM}_03.PNG`, bytes: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) };

const ruleOf = (files: readonly SourceFile[]) => checkFiles(files).findings.map(({ file, rule }) => [file, rule]);

describe('attachments', () => {
  it('travel with the unit whose offices and sequence they name, and are among its files', () => {
    const report = checkFiles([...plan, card, photo, scan]);
    expect(report).toMatchObject({ ok: true, findings: [] });
    expect(report.units).toHaveLength(1);
    expect(report.units[0]?.files.sort()).toEqual([...plan, card, photo, scan].map(({ name }) => name).sort());
    expect(report.units[0]?.forms).toHaveLength(4);
  });

  it('go with units of a version without service types, too', () => {
    const sequence = /_(\d{14})/.exec(actuals[0]?.name ?? '')?.[1] ?? '';
    const results = { ...card, name: `ATTACH_1370000011_1371215102_${sequence}_01.pdf` };
    expect(checkFiles([...actuals, results]).units[0]?.files).toContain(results.name);
  });

  it.each([
    ['attachment-name', `${STEM}.pdf`, card.bytes],
    ['attachment-name', `${STEM}_1.pdf`, card.bytes],
    ['attachment-name', `${STEM}_01.docx`, card.bytes],
    ['attachment-name', 'ATTACH_1371215102_1370000011_20250231100000_01.pdf', card.bytes],
    ['attachment-name', 'attach_1371215102_1370000011_20250325100000_01.pdf', card.bytes],
    ['attachment-name', 'ATTACH_1371215102_1370000029_20250325100000_01.pdf', card.bytes],
    ['attachment-name', 'ATTACH_1371215102_1370000011_20250325100001_01.pdf', card.bytes],
    ['attachment-type', card.name, photo.bytes],
    ['attachment-type', photo.name, scan.bytes],
    ['attachment-type', scan.name, card.bytes],
    ['attachment-size', card.name, Buffer.concat([card.bytes, Buffer.alloc(ATTACHMENT_LIMIT_BYTES)])],
    ['attachment-active', card.name, pdf(['<< /S /JavaScript /JS (app.alert\\(1\\)) >>'])],
    ['empty-file', card.name, new Uint8Array()],
  ] as const)('%s: %s', (rule, name, bytes) => {
    expectOnly([...plan, { name, bytes }], rule, [name, null, null]);
  });

  it('of 10 MiB are permitted to the byte', () => {
    const bytes = Buffer.concat([card.bytes, Buffer.alloc(ATTACHMENT_LIMIT_BYTES - card.bytes.length)]);
    expect(ruleOf([...plan, { name: card.name, bytes }])).toEqual([]);
  });

  it('cannot be sent without a unit', () => {
    expectOnly([card], 'attachment-name', [card.name, null, null]);
  });

  it('are not blamed for a unit that is itself wrong', () => {
    expect(ruleOf([...without(plan, 'UP2KYO'), card])).toEqual([[null, 'unit']]);
    const misnamed = renamed(plan, 'UP2KYO', (name) => name.replace('_43_', '_'));
    expect(ruleOf([...misnamed, { ...card, name: card.name.replace('100000', '100001') }])).toEqual([
      [expect.stringContaining('UP2KYO'), 'file-name'],
    ]);
  });
});
