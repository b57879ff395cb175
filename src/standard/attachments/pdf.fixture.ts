import { deflateSync } from 'node:zlib';

/** One object of a PDF under construction: its text, or a dictionary with the bytes of its stream. */
export type PdfObject = string | { readonly dictionary: string; readonly content: Buffer; readonly length?: string };

const CATALOG = '<< /Type /Catalog /Pages 2 0 R >>';
const PAGES = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>';
const PAGE = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>';

/** A PDF of one empty page with further objects, numbered from 4 on; characters are bytes. */
export function pdf(objects: readonly PdfObject[] = [], { catalog = CATALOG, trailer = '' } = {}): Uint8Array {
  const parts: Buffer[] = [latin1('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n')];
  const offsets: number[] = [];
  let size = parts[0]?.length ?? 0;
  [catalog, PAGES, PAGE, ...objects].forEach((object, index) => {
    const bytes = Buffer.concat([latin1(`${index + 1} 0 obj\n`), written(object), latin1('\nendobj\n')]);
    offsets.push(size);
    size += bytes.length;
    parts.push(bytes);
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const count = offsets.length + 1;
  parts.push(latin1(`xref\n0 ${count}\n0000000000 65535 f \n${rows}`));
  parts.push(latin1(`trailer\n<< /Size ${count} /Root 1 0 R ${trailer}>>\nstartxref\n${size}\n%%EOF\n`));
  return new Uint8Array(Buffer.concat(parts));
}

/** An object stream (ISO 32000-2 7.5.7) of the given objects; `encode` compresses what `filter` names. */
export function objectStream(
  objects: readonly string[],
  filter = '/Filter /FlateDecode',
  encode: (plain: Buffer) => Buffer = deflateSync,
): PdfObject {
  const offsets = objects.map((_, index) => objects.slice(0, index).join(' ').length + (index === 0 ? 0 : 1));
  const header = objects.map((_, index) => `${100 + index} ${offsets[index]}`).join(' ');
  const plain = latin1(`${header} ${objects.join(' ')}`);
  return {
    dictionary: `/Type /ObjStm /N ${objects.length} /First ${header.length + 1} ${filter}`,
    content: encode(plain),
  };
}

function written(object: PdfObject): Buffer {
  if (typeof object === 'string') return latin1(object);
  const { dictionary, content, length = String(content.length) } = object;
  return Buffer.concat([latin1(`<< ${dictionary} /Length ${length} >>\nstream\n`), content, latin1('\nendstream')]);
}

export const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
