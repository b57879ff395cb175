import { describe, expect, it } from '@jest/globals';
import { ATTACHMENT_LIMIT_BYTES, attachmentFault } from './attachment-content.js';
import { AttachmentType } from './attachment-name.js';
import { latin1, pdf } from './pdf.fixture.js';

const JPEG = latin1('\xff\xd8\xff\xe0\0\x10JFIF');
const PNG = latin1('\x89PNG\r\n\x1a\n\0\0\0\rIHDR');
const contents: Readonly<Record<AttachmentType, Uint8Array>> = { pdf: pdf(), jpeg: JPEG, png: PNG };
const types: readonly AttachmentType[] = ['pdf', 'jpeg', 'png'];

const sized = (start: Uint8Array, size: number): Uint8Array => {
  const bytes = new Uint8Array(size);
  bytes.set(start);
  return bytes;
};

describe('the content of an attachment', () => {
  it('is what the name says', () => {
    for (const type of types) {
      for (const content of types) {
        expect(attachmentFault(type, contents[content])).toBe(type === content ? null : 'attachment-type');
      }
    }
  });

  it.each(types)('of type %s is not judged when there is none', (type) => {
    expect(attachmentFault(type, new Uint8Array())).toBeNull();
  });

  it.each([
    ['a start alone', latin1('%PDF')],
    ['something before the header', latin1(' %PDF-1.7\n')],
    ['text', latin1('a PDF')],
  ])('is no PDF with %s', (_, bytes) => {
    expect(attachmentFault('pdf', bytes)).toBe('attachment-type');
  });

  it.each(types)('of type %s may have 10 MiB and no byte more', (type) => {
    expect(attachmentFault(type, sized(contents[type], ATTACHMENT_LIMIT_BYTES))).toBeNull();
    expect(attachmentFault(type, sized(contents[type], ATTACHMENT_LIMIT_BYTES + 1))).toBe('attachment-size');
  });

  it('is judged by type, then size, then what is active', () => {
    const active = pdf(['<< /S /JavaScript /JS (x) >>']);
    expect(attachmentFault('pdf', active)).toBe('attachment-active');
    expect(attachmentFault('png', active)).toBe('attachment-type');
    expect(attachmentFault('pdf', sized(active, ATTACHMENT_LIMIT_BYTES + 1))).toBe('attachment-size');
    expect(attachmentFault('png', sized(active, ATTACHMENT_LIMIT_BYTES + 1))).toBe('attachment-type');
  });
});
