import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  edited,
  ms932,
  renamed,
  sampleUnit,
  textAsBytes,
  withCell,
  without,
} from '../../../test/fixtures/sample-units.js';
import { FormCode } from '../layouts/form.js';
import { SourceFile } from '../named-file.js';
import { readFiles, readUnits } from './read-units.js';

const plan = sampleUnit('applicable/202407/1-plan');
const slip = sampleUnit('applicable/202407/2-use-slip');
const folders = ['1-plan', '2-use-slip', '3-actual', '4-actual-delete', '5-use-slip-delete', '6-plan-delete'];

const formIn = (files: readonly SourceFile[], form: FormCode) =>
  readUnits(files)[0]!.forms.find((each) => each.form === form)!;

describe('a unit', () => {
  it('is told by its names, its forms in the order of the version', () => {
    const [unit, ...others] = readUnits([...slip].reverse());
    expect(others).toEqual([]);
    expect(unit).toMatchObject({
      kind: 'use-slip',
      missing: [],
      version: '202407',
      sender: '1371215102',
      senderServiceType: '43',
      receiver: '1370000011',
      receiverServiceType: '11',
      sequence: '20250325100100',
      month: '2025-04',
      images: [],
      attachments: [],
    });
    expect(unit?.files).toEqual(slip.map((file) => file.name).sort());
    expect(unit?.forms.map((form) => form.form)).toEqual(['UPHOSOKU', 'UPPLAN', 'UPSIKYU']);
  });

  it('without month or service types has null in their place', () => {
    const [unit] = readUnits(sampleUnit('applicable/202208/1-plan'));
    expect(unit).toMatchObject({ kind: 'plan', version: '202208', month: null, senderServiceType: null });
  });

  it.each(folders.map((folder, index) => [folder, index]))(
    '%s is found among all, in ascending sequence',
    (_, index) => {
      const kinds = ['plan', 'use-slip', 'actual', 'actual-delete', 'use-slip-delete', 'plan-delete'];
      const units = readUnits(folders.toReversed().flatMap((folder) => sampleUnit(`applicable/202407/${folder}`)));
      expect(units.map((unit) => unit.kind)[index as number]).toBe(kinds[index as number]);
    },
  );

  it('that is not whole is read as what it would be, with what it lacks', () => {
    expect(readUnits(without(slip, 'UPSIKYU'))[0]).toMatchObject({ kind: 'use-slip', missing: ['UPSIKYU'] });
    const third = plan.filter((file) => file.name.startsWith('UP3KYO'));
    expect(readUnits(third)[0]).toMatchObject({ kind: 'plan', missing: ['UP1KYO', 'UP2KYO', 'UPHOSOKU'] });
    const beside = (unit: SourceFile[]) => readUnits(unit.filter((file) => file.name.startsWith('UPHOSOKU')))[0]?.kind;
    expect([beside(plan), beside(slip)]).toEqual(['plan', 'use-slip']);
  });
});

describe('a form', () => {
  it('tells its items once', () => {
    const { items, name, keys } = formIn(slip, 'UPPLAN');
    expect(name).toEqual({ ja: '第6表（サービス利用票）', en: 'Service use slip (table 6), planned' });
    expect(keys).toEqual(['insurerNumber', 'insuredNumber', 'targetMonth']);
    expect(items).toHaveLength(25);
    expect(items[11]).toEqual({ number: 12, id: 'startTime', name: 'サービス開始時刻', type: 'time4' });
  });

  it('has records with typed values', () => {
    expect(formIn(slip, 'UPPLAN').records[0]).toEqual({
      row: 1,
      csvVersion: '202407',
      insurerNumber: '131128',
      insuredNumber: '1234567896',
      createdDate: '2025-03-25',
      targetMonth: '2025-04',
      plannerOfficeNumber: '1371215102',
      plannerName: '髙橋花子',
      units: 567,
      shortStayDaysToPreviousMonth: null,
      serviceDate: '2025-04-07',
      proRataDays: null,
      startTime: '13:00',
      endTime: '14:00',
      count: 1,
      serviceCode: '111311',
      taisCode: null,
      equipmentNotificationCode: null,
      equipmentName: null,
      detailNo: null,
      serviceOfficeNumber: '1370000011',
      serviceOfficeName: 'K事業所',
      satelliteNo: null,
      over30Days: { code: '0', label: '非該当' },
      updaterOfficeNumber: '1371215102',
      identifier: null,
    });
  });

  it('keeps line breaks, quotes and commas of a text', () => {
    const [record] = formIn(plan, 'UP1KYO').records;
    expect(record?.['overallPolicy']).toBe(
      '関節の動きをよくする体操等を取り入れていきます。\n①訪問介護は週１回, "できること"を一緒に行います。',
    );
  });

  it('gives total rows their special values', () => {
    const total = formIn(slip, 'UPSIKYU').records.at(-1);
    expect(total).toMatchObject({ serviceOfficeNumber: { special: '9999999999' }, serviceCode: { special: '999999' } });
  });

  it('gives a faulty cell as it stands', () => {
    const files = withCell(slip, 'UPPLAN', 2, 10, '20250230');
    expect(formIn(files, 'UPPLAN').records[1]).toMatchObject({ row: 2, serviceDate: { raw: '20250230' } });
  });
});

describe('rows', () => {
  const rowsOf = (edit: (content: string) => string) => {
    const { records, unreadable, damaged } = formIn(edited(slip, 'UPPLAN', edit), 'UPPLAN');
    return { records: records.map((record) => record.row), unreadable, damaged };
  };
  const sound = { records: [1, 2, 3, 4], unreadable: [], damaged: [] };

  it.each([
    ['a header row', (content: string) => `${ms932('CSVバージョン,保険者番号')}\r\n${content}`],
    ['empty lines at the end', (content: string) => `${content}\r\n\r\n`],
    ['a byte-order mark', (content: string) => `\xef\xbb\xbf${content}`],
    ['LF', (content: string) => content.replaceAll('\r\n', '\n')],
  ])('%s is passed over', (_, edit) => {
    expect(rowsOf(edit)).toEqual(sound);
  });

  it('with another number of items are listed apart, counted as the check counts them', () => {
    expect(rowsOf((content) => `202407,x\r\n\r\n${content}`)).toEqual({
      records: [3, 4, 5, 6],
      unreadable: [
        { row: 1, values: ['202407', 'x'] },
        { row: 2, values: [] },
      ],
      damaged: [],
    });
  });

  it('with a damaged character or quote are named, and read as far as can be', () => {
    const files = edited(slip, 'UPPLAN', (content) => content.replace(ms932('髙橋花子'), '\x80a'));
    const form = formIn(files, 'UPPLAN');
    expect(form.damaged).toEqual([1]);
    expect(form.records[0]).toMatchObject({ plannerName: { raw: '\uFFFDa' }, serviceDate: '2025-04-07' });
    expect(rowsOf((content) => content.replace(`"${ms932('K事業所')}"`, `"${ms932('K事業所')}"x`)).damaged).toEqual([
      1,
    ]);
  });
});

describe('files without records', () => {
  const ends = '1371215102_46_1370000011_62_20250401093000';
  const image = { name: `UPKIHON_IMAGE_${ends}_0001.jpg`, bytes: textAsBytes('abc') };
  const plain = { size: 3, sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' };

  it('are images and attachments of their unit', () => {
    const basic = { name: `UPKIHON_${ends}.CSV`, bytes: textAsBytes('') };
    const attachment = { ...image, name: 'ATTACH_1371215102_1370000011_20250401093000_01.pdf' };
    const reading = readFiles([image, attachment, basic]);
    expect(reading.unnamed).toEqual([]);
    expect(reading.units).toMatchObject([
      {
        kind: 'user-basic',
        images: [{ file: image.name, ...plain }],
        attachments: [{ file: attachment.name, ...plain }],
      },
    ]);
    expect(reading.units[0]?.files).toHaveLength(3);
  });

  it('are listed as unnamed when their names tell no form', () => {
    const stray = { name: 'ATTACH_1371215102_1370000011_20250401093000_01.pdf', bytes: image.bytes };
    const memo = { name: 'memo.txt', bytes: image.bytes };
    expect(readFiles([memo, stray])).toEqual({
      units: [],
      unnamed: [
        { file: stray.name, ...plain },
        { file: 'memo.txt', ...plain },
      ],
    });
  });
});

describe('any bytes', () => {
  const names = folders.flatMap((folder) => sampleUnit(`applicable/202407/${folder}`)).map((file) => file.name);

  it('under any name never throw', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names, 'memo.txt'), fc.uint8Array({ maxLength: 400 }), (name, bytes) => {
        const { units, unnamed } = readFiles([{ name, bytes }]);
        expect(units.length + unnamed.length).toBe(1);
      }),
      { numRuns: 300 },
    );
  });

  it('put into a good file never throw, nor do names that clash', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(255), (position, byte) => {
        const damaged = plan.map(({ name, bytes }) => ({ name, bytes: Uint8Array.from(bytes) }));
        for (const { bytes } of damaged) bytes[position % bytes.length] = byte;
        expect(readUnits([...damaged, ...renamed(plan, 'UP3KYO', (name) => name.toLowerCase())]).length).toBe(1);
      }),
    );
  });
});
