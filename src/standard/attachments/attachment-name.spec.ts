import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isAttachmentLike, parseAttachmentName } from './attachment-name.js';

describe('the name of an attachment', () => {
  it('gives offices, sequence, number and type', () => {
    expect(parseAttachmentName('ATTACH_1371215102_137000001A_20250325100000_07.pdf')).toEqual({
      sender: '1371215102',
      receiver: '137000001A',
      sequence: '20250325100000',
      number: '07',
      type: 'pdf',
    });
  });

  it.each([
    ['pdf', 'pdf'],
    ['PDF', 'pdf'],
    ['jpg', 'jpeg'],
    ['JPEG', 'jpeg'],
    ['Png', 'png'],
  ])('ends in .%s', (extension, type) => {
    expect(parseAttachmentName(`ATTACH_1371215102_1370000011_20250325100000_01.${extension}`)?.type).toBe(type);
  });

  it.each([
    ['another type', 'ATTACH_1371215102_1370000011_20250325100000_01.gif'],
    ['a name of another object', 'ATTACH_1371215102_1370000011_20250325100000_01.constructor'],
    ['no type', 'ATTACH_1371215102_1370000011_20250325100000_01'],
    ['two types', 'ATTACH_1371215102_1370000011_20250325100000_01.pdf.exe'],
    ['lower case', 'attach_1371215102_1370000011_20250325100000_01.pdf'],
    ['an office in lower case', 'ATTACH_137121510a_1370000011_20250325100000_01.pdf'],
    ['a short office', 'ATTACH_137121510_1370000011_20250325100000_01.pdf'],
    ['service types', 'ATTACH_1371215102_43_1370000011_11_20250325100000_01.pdf'],
    ['a sequence that is no date', 'ATTACH_1371215102_1370000011_20250230100000_01.pdf'],
    ['a sequence that is no time', 'ATTACH_1371215102_1370000011_20250325240000_01.pdf'],
    ['one digit', 'ATTACH_1371215102_1370000011_20250325100000_1.pdf'],
    ['a folder', 'a/ATTACH_1371215102_1370000011_20250325100000_01.pdf'],
    ['a line end', 'ATTACH_1371215102_1370000011_20250325100000_01.pdf\n'],
  ])('is none with %s', (_, name) => {
    expect(parseAttachmentName(name)).toBeNull();
  });

  it('is meant by whatever starts like one', () => {
    expect(['ATTACH_x.pdf', 'attach.PDF', 'Attachment.png'].every(isAttachmentLike)).toBe(true);
    expect(['UPPLAN_ATTACH.pdf', '', 'ATTAC'].some(isAttachmentLike)).toBe(false);
  });

  it('is judged whatever the name', () => {
    fc.assert(fc.property(fc.string(), (name) => parseAttachmentName(name) === null || isAttachmentLike(name)));
  });
});
