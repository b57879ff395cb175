import { FindingList } from './finding-list.js';
import { NamedFile } from './named-file.js';
import { attachmentType } from './rules/attachments.js';
import { emptyFile } from './rules/empty-file.js';

const JPEG_START = [0xff, 0xd8, 0xff];

/** 家族構成 画像ファイル: of an image only its first bytes are looked at; it has no records. */
export function checkImage({ source: { name, bytes } }: NamedFile, findings: FindingList): void {
  if (bytes.length === 0) findings.add(emptyFile, { file: name });
  else if (JPEG_START.some((byte, index) => bytes[index] !== byte)) findings.add(attachmentType, { file: name });
}
