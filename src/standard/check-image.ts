import { FindingList } from './finding-list.js';
import { NamedFile } from './named-file.js';
import { attachmentType } from './rules/attachments.js';
import { emptyFile } from './rules/empty-file.js';

const JPEG_START = [0xff, 0xd8, 0xff];

/** 家族構成 画像ファイル: of an image only its first bytes are looked at; it has no records. */
export class ImageCheck {
  private readonly start: number[] = [];

  constructor(
    private readonly file: NamedFile,
    private readonly findings: FindingList,
  ) {}

  write(bytes: Uint8Array): void {
    this.start.push(...bytes.subarray(0, JPEG_START.length - this.start.length));
  }

  end(): void {
    const { file } = this;
    if (this.start.length === 0) this.findings.add(emptyFile, { file });
    else if (JPEG_START.some((byte, index) => this.start[index] !== byte)) {
      this.findings.add(attachmentType, { file });
    }
  }
}
