import { ATTACHMENT_LIMIT_BYTES, AttachmentFault, attachmentFault } from './attachments/attachment-content.js';
import { AttachmentName } from './attachments/attachment-name.js';
import { FindingList } from './finding-list.js';
import { attachmentActive, attachmentName, attachmentSize, attachmentType } from './rules/attachments.js';
import { emptyFile } from './rules/empty-file.js';
import { Rule } from './rules/rule.js';

const RULES: Readonly<Record<AttachmentFault, Rule>> = {
  'attachment-type': attachmentType,
  'attachment-size': attachmentSize,
  'attachment-active': attachmentActive,
};

/** What the name of an attachment says of its unit: neither version nor service types. */
export function addressOf({ sender, receiver, sequence }: Pick<AttachmentName, 'sender' | 'receiver' | 'sequence'>) {
  return `${sender}_${receiver}_${sequence}`;
}

/** An attachment under check: judged by its content, and by whether there is a unit that it travels with. */
export class AttachmentCheck {
  /** No more than what is needed to know that it is too large. */
  private readonly kept: Uint8Array[] = [];
  private length = 0;
  private faulty = false;

  constructor(
    readonly file: string,
    private readonly name: AttachmentName,
    private readonly findings: FindingList,
  ) {}

  write(bytes: Uint8Array): void {
    const room = ATTACHMENT_LIMIT_BYTES + 1 - this.length;
    const piece = bytes.subarray(0, Math.max(0, room));
    this.kept.push(piece);
    this.length += piece.length;
  }

  end(): void {
    const fault = attachmentFault(this.name.type, Buffer.concat(this.kept));
    this.kept.length = 0;
    const rule = this.length === 0 ? emptyFile : fault === null ? null : RULES[fault];
    if (rule === null) return;
    // An empty one is told to be alone all the same: names are also checked by themselves.
    this.faulty = this.length > 0;
    this.findings.add(rule, { file: this.file });
  }

  /** The unit that its name speaks of. */
  get unit(): string {
    return addressOf(this.name);
  }

  /** One fault, one finding: that it belongs nowhere is told only of an attachment that is good in itself. */
  tellAlone(): void {
    if (!this.faulty) this.findings.add(attachmentName, { file: this.file }, { attachment: 'alone' });
  }
}
