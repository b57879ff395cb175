import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hasActiveContent } from './pdf-active-content.js';
import { latin1, objectStream, pdf, PdfObject } from './pdf.fixture.js';

const JAVASCRIPT = '<< /S /JavaScript /JS (app.alert\\(1\\)) >>';
const catalog = (entries: string) => `<< /Type /Catalog /Pages 2 0 R ${entries} >>`;
const image = (content: Buffer, length?: string): PdfObject => ({
  dictionary: '/Type /XObject /Subtype /Image /Width 1 /Height 1 /Filter /DCTDecode',
  content,
  ...(length === undefined ? {} : { length }),
});

/** Rows with the PNG filter Up, as writers of cross-reference and object streams use it. */
function predicted(plain: Buffer, width: number): Buffer {
  const padded = Buffer.concat([plain, Buffer.alloc((width - (plain.length % width)) % width, 0x20)]);
  const rows = Array.from({ length: padded.length / width }, (_, row) => {
    const line = padded.subarray(row * width, (row + 1) * width);
    const above = row === 0 ? Buffer.alloc(width) : padded.subarray((row - 1) * width, row * width);
    return Buffer.concat([Buffer.from([2]), line.map((byte, index) => byte - (above[index] ?? 0))]);
  });
  return deflateSync(Buffer.concat(rows));
}

describe('a PDF is taken', () => {
  it.each([
    ['with nothing but a page', pdf()],
    ['that opens with a view', pdf([], { catalog: catalog('/OpenAction [3 0 R /XYZ null null 1]') })],
    [
      'with links',
      pdf(['<< /Type /Annot /Subtype /Link /A << /S /URI /URI (https://example.jp/JS/Launch/JavaScript) >> >>']),
    ],
    ['that goes to a page of its own', pdf(['<< /S /GoTo /D [3 0 R /Fit] >>'])],
    ['with a title of such words', pdf(['<< /Title (About /JavaScript and /Launch \\( /JS) /Author <2F4A53> >>'])],
    ['whose page speaks of a trailer', pdf([{ dictionary: '', content: latin1('BT (a trailer is here) Tj ET') }])],
    ['with a comment of such words', pdf(['% /JavaScript /JS (\n<< /A 1 >>'])],
    ['with a page that tells of them', pdf([{ dictionary: '', content: latin1('BT (/JavaScript) Tj ET /JS Do') }])],
    ['with longer names', pdf(['<< /JSON 1 /JavaScripts 2 /Launcher 3 /js 4 /J#53X 5 >>'])],
    ['with an image that holds such bytes', pdf([image(latin1('\xff\xd8/JS (\0/Launch <</JavaScript'))])],
    ['whose image tells its length elsewhere', pdf([image(latin1('\xff\xd8/JS ((('), '5 0 R'), '8'])],
    ['whose image tells a wrong length', pdf([image(latin1('\xff\xd8/JS ((('), '3')])],
    ['whose image holds the end of a stream', pdf([image(latin1('\xff\xd8 endstream /JS ((('))])],
    ['with an object stream', pdf([objectStream(['<< /A 1 >>', '(/JavaScript)', '[/B /C]'])])],
    ['with an object stream as it is', pdf([objectStream(['<< /A 1 >>'], '', (plain) => plain)])],
    ['with an embedded file', pdf(['<< /Type /Filespec /EF << /F 5 0 R >> >>', image(latin1('x'))])],
  ])('%s', (_, bytes) => {
    expect(hasActiveContent(bytes)).toBe(false);
  });

  it('with text that only looks like the head of an object', () => {
    for (const text of ['1obj7jB', 'a 0 obj', '0 obj', '1 0 object', '1.0 obj', 'a\nobj', 'b % a 7%\nobj']) {
      expect(hasActiveContent(pdf([image(latin1(`${text} /JS`))]))).toBe(false);
    }
  });

  it('with images of any bytes', () => {
    for (let run = 0; run < 20; run += 1) expect(hasActiveContent(pdf([image(randomBytes(500_000))]))).toBe(false);
  });
});

describe('a PDF is refused', () => {
  it.each([
    ['script', pdf([JAVASCRIPT])],
    ['script when it opens', pdf([], { catalog: catalog(`/OpenAction ${JAVASCRIPT}`) })],
    ['script of a page', pdf(['<< /AA << /O 5 0 R >> >>', JAVASCRIPT])],
    ['script under a name', pdf([], { catalog: catalog('/Names << /JavaScript << /Names [(a) 4 0 R] >> >>') })],
    ['script in a stream', pdf([{ dictionary: '', content: latin1('x') }, '<< /S /JavaScript /JS 4 0 R >>'])],
    ['escaped names', pdf(['<< /S /J#61vaScript /#4a#53 (x) >>'])],
    ['a kind of action told elsewhere', pdf(['<< /S 5 0 R >>', '/JavaScript'])],
    ['names without blanks', pdf(['<</S/JavaScript/JS(x)>>'])],
    ['a program to launch', pdf(['<< /S /Launch /F (cmd.exe) >>'])],
    ['data to import', pdf(['<< /S /ImportData /F (a.fdf) >>'])],
    ['a form to submit', pdf(['<< /S /SubmitForm /F (https://example.jp) >>'])],
    ['another document to open', pdf(['<< /S /GoToR /F (//example/a.pdf) >>'])],
    ['an embedded document to open', pdf(['<< /S /GoToE /T << /R /C >> >>'])],
    ['rich media', pdf(['<< /Type /Annot /Subtype /RichMedia >>'])],
    ['a film', pdf(['<< /Type /Annot /Subtype /Movie >>'])],
    ['an XFA form', pdf([], { catalog: catalog('/AcroForm << /XFA 4 0 R /Fields [] >>') })],
    ['encryption', pdf([], { trailer: '/Encrypt 4 0 R ' })],
  ])('with %s', (_, bytes) => {
    expect(hasActiveContent(bytes)).toBe(true);
  });

  describe('with active content in an object stream', () => {
    const flate = '/Filter /FlateDecode';
    it.each([
      ['compressed', objectStream(['<< /A 1 >>', JAVASCRIPT])],
      ['not compressed', objectStream([JAVASCRIPT], '', (plain) => plain)],
      ['with its filter in an array', objectStream([JAVASCRIPT], '/Filter [/FlateDecode] /DecodeParms [null]')],
      [
        'with rows predicted',
        objectStream([JAVASCRIPT], `${flate} /DecodeParms << /Predictor 12 /Columns 7 >>`, (plain) =>
          predicted(plain, 7),
        ),
      ],
      ['with a name escaped', objectStream(['<< /S /J#61vaScript >>'])],
    ])('%s', (_, object) => {
      expect(hasActiveContent(pdf([object]))).toBe(true);
    });

    it('that does not say what it is', () => {
      const object = objectStream([JAVASCRIPT]);
      if (typeof object === 'string') throw new Error('a stream was built');
      const dictionary = object.dictionary.replace('/Type /ObjStm', '');
      expect(hasActiveContent(pdf([{ ...object, dictionary }]))).toBe(true);
    });
  });

  describe('when it cannot be examined:', () => {
    const plain = ['<< /A 1 >>'];
    it.each([
      ['no filter and a wrong length', { dictionary: '/N 0 /First 0', content: latin1('1'), length: '9' }],
      ['no filter and a length told elsewhere', { dictionary: '/N 0 /First 0', content: latin1('1'), length: '5 0 R' }],
      ['another filter', objectStream(plain, '/Filter /LZWDecode')],
      ['several filters', objectStream(plain, '/Filter [/ASCIIHexDecode /FlateDecode]')],
      ['a filter told elsewhere', objectStream(plain, '/Filter 9 0 R')],
      ['a filter told twice', objectStream(plain, '/Filter /FlateDecode /Filter null')],
      ['a filter in short', objectStream(plain, '/F /Fl')],
      ['another predictor', objectStream(plain, '/Filter /FlateDecode /DecodeParms << /Predictor 2 >>')],
      [
        'damaged compression',
        objectStream(plain, '/Filter /FlateDecode', (bytes) => deflateSync(bytes).subarray(0, 8)),
      ],
      [
        'a bomb',
        objectStream(plain, '/Filter /FlateDecode', (bytes) =>
          deflateSync(Buffer.concat([bytes, Buffer.alloc(100_000_000)])),
        ),
      ],
      ['a stream in an object stream', objectStream(['<< /A 1 >> stream x endstream'])],
    ])('an object stream with %s', (_, object) => {
      expect(hasActiveContent(pdf([object]))).toBe(true);
    });

    it.each([
      ['in a string', '(5 0 obj << /S /JavaScript >> endobj)'],
      ['in a string of hexadecimal digits', '<5 0 obj << /S /JavaScript >> endobj'],
      ['in a comment', '% 5 0 obj << /S /JavaScript >> endobj'],
      ['without blanks', '(5 0obj<< /S /JavaScript >> endobj)'],
      ['behind a comment', '(5 0 % a 7% b\nobj << /S /JavaScript >> endobj)'],
      ['behind comments', '(5% a\n0\n% b\n  obj << /S /JavaScript >> endobj)'],
    ])('an object starts %s', (_, text) => {
      expect(hasActiveContent(pdf([text]))).toBe(true);
    });

    it('an object starts in a stream', () => {
      expect(hasActiveContent(pdf([image(latin1('5 0 obj << /S /JavaScript >> endobj'))]))).toBe(true);
    });

    it.each([
      ['in a string', '<< /A (\n<< /S /JavaScript >>) >>', 8],
      ['behind half a token', '<<< /S /JavaScript /A (x) >>', 1],
      ['in a comment', '<< % << /S /JavaScript >>\n >>', 5],
    ])('an object of an object stream starts %s', (_, object, offset) => {
      const content = deflateSync(latin1(`100 ${offset} ${object}`));
      const dictionary = '/Type /ObjStm /N 1 /First 6 /Filter /FlateDecode';
      expect(hasActiveContent(pdf([{ dictionary, content }]))).toBe(true);
    });
  });
});

describe('whatever bytes there are', () => {
  it('the answer comes, and is the same again', () => {
    const tokens = fc.constantFrom(
      '<<',
      '>>',
      '(',
      ')',
      '<',
      '>',
      '[',
      ']',
      '/',
      '%',
      '\\',
      '#',
      '\n',
      ' ',
      '1 0 obj',
      'stream\n',
      'endstream',
      '/N',
      '/First',
      '/ObjStm',
      '/Filter',
      '/Length 3',
      'trailer',
      '1',
    );
    const bytes = fc.oneof(
      fc.array(tokens).map((parts) => latin1(parts.join(''))),
      fc.uint8Array({ maxLength: 400 }),
    );
    fc.assert(
      fc.property(bytes, (each) => hasActiveContent(each) === hasActiveContent(each)),
      { numRuns: 3000 },
    );
  });

  it('a name outside of strings and streams is found, whatever stands before its object', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'()<>[]{}/%#\\ \nab1') }), (before) => {
        expect(hasActiveContent(latin1(`%PDF-1.7\n${before}\n5 0 obj ${JAVASCRIPT} endobj`))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  const MIB = 1024 * 1024;
  const repeated = (text: string, size = MIB) => latin1(text.repeat(Math.ceil(size / text.length)).slice(0, size));
  const tiny = latin1('<< /N 0 /First 0 /Filter /FlateDecode /Length 8 >> stream\n');
  it.each([
    ['names', repeated('/a ')],
    ['longer names', repeated('/JavaScrip')],
    ['escaped names', repeated('/#61')],
    ['words', repeated('a ')],
    ['strings', repeated('()')],
    ['strings never closed', repeated('(')],
    ['escapes', repeated('(\\')],
    ['hexadecimal strings', repeated('<>')],
    ['hexadecimal strings never closed', repeated('< ')],
    ['comments', repeated('%\n')],
    ['dictionaries never closed', repeated('<<')],
    [
      'dictionaries inside each other with streams',
      Buffer.concat([repeated('<<', MIB / 2), repeated('>>stream\n', MIB / 2)]),
    ],
    ['streams without end', repeated('<<>>stream\n')],
    ['empty streams', repeated('<<>>stream\nendstream ')],
    ['object heads', repeated('1 0 obj ')],
    ['halves of object heads', repeated('a\nobj ')],
    ['object streams', repeated(`${tiny.toString('latin1')}\x78\x9c\x03\0\0\0\0\x01 endstream\n`)],
    ['nothing', Buffer.alloc(MIB)],
    ['noise', randomBytes(MIB)],
  ])('a MiB of %s is judged in time', (_, bytes) => {
    const started = performance.now();
    hasActiveContent(bytes);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
