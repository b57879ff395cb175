import { isAttachmentLike, parseAttachmentName } from './attachments/attachment-name.js';
import { addressOf, AttachmentCheck } from './check-attachment.js';
import { checkGroup, ExpectedOffices } from './check-group.js';
import { ImageCheck } from './check-image.js';
import { RecordFacts, RecordsCheck } from './check-records.js';
import { HELD, HeldEditions } from './editions.js';
import { FileNameFault, parseFileName } from './file-name.js';
import { FindingList } from './finding-list.js';
import { byText, Finding } from './findings.js';
import { groupBy } from './group-by.js';
import { NamedFile, SourceFile, ToldAs } from './named-file.js';
import { attachmentName } from './rules/attachments.js';
import { extensionCase } from './rules/extension-case.js';
import { fileName } from './rules/file-name.js';
import { unit, unitFaults } from './rules/unit.js';
import { CheckedUnit, groupFiles, isPermitted, leadingFile, nearestUnit, UnitGroup, UnitMatch } from './units.js';

export type { SourceFile } from './named-file.js';

/** At most this many findings are reported (with the true total beside them). */
export const MAX_FINDINGS = 1000;

export interface CheckOptions {
  readonly maxFindings?: number;
  /** Offices that the caller vouches for; without them the names are not held against anything. */
  readonly expected?: ExpectedOffices;
  /** The versions to check against; those of the standard when left out. */
  readonly held?: HeldEditions;
}

export interface CheckReport {
  /** True when there is no finding of severity error, counted before the bound. */
  readonly ok: boolean;
  /** The permitted units found, in the order of their leading files. */
  readonly units: CheckedUnit[];
  /** In the order of file, row and column, bounded. */
  readonly findings: Finding[];
  readonly findingsTotal: number;
}

/** Takes the bytes of one file, in pieces of any size. */
export interface FileUnderCheck {
  write(bytes: Uint8Array): void;
  end(): void;
}

/**
 * Checks files as they would be sent: names, unit, encoding, records, cells, persons (付8 2-3, 4-1, 4-2). Any number of
 * units may be given at once. Pure: same files, same report, in whatever order they are given; never throws.
 */
export function checkFiles(files: readonly SourceFile[], options: CheckOptions = {}): CheckReport {
  const check = new Check(options);
  for (const { name, bytes } of inNameOrder(files)) {
    const file = check.open(name);
    file.write(bytes);
    file.end();
  }
  return check.report();
}

/** In the order of a report. */
export const inNameOrder = <F extends { readonly name: string }>(files: readonly F[]): readonly F[] =>
  [...files].sort((a, b) => byText(a.name, b.name));

const NOTHING: FileUnderCheck = { write: () => undefined, end: () => undefined };

/**
 * A check of files whose bytes come in pieces: `open` each in the order of names, write and end it, then `report`. What
 * is kept of a file does not grow with its length, but for its persons.
 */
export class Check {
  private readonly held: HeldEditions;
  /** What has been found so far; who takes files apart adds what is wrong with these. */
  readonly found: FindingList;
  private readonly named: NamedFile[] = [];
  private readonly misnamed: string[] = [];
  private readonly facts = new Map<NamedFile, RecordFacts>();
  private readonly attachments: AttachmentCheck[] = [];

  constructor(private readonly options: CheckOptions = {}) {
    this.held = options.held ?? HELD;
    this.found = new FindingList(options.maxFindings ?? MAX_FINDINGS);
  }

  /** `toldAs` is where findings of a file that was split off another are told. */
  open(name: string, toldAs?: ToldAs): FileUnderCheck {
    if (isAttachmentLike(name)) return this.openAttachment(name);
    const parsed = parseFileName(name, this.held);
    if (typeof parsed === 'string') return this.misname(name, parsed);
    const { held } = this;
    const registered = this.options.expected?.registered;
    const file: NamedFile = { source: { name }, name: parsed, held, toldAs, registered };
    if (!parsed.extensionAsPrinted) this.found.add(extensionCase, { file });
    if (parsed.form.content === 'jpeg') {
      this.named.push(file);
      return new ImageCheck(file, this.found);
    }
    const records = new RecordsCheck(file, this.found);
    return { write: (bytes) => records.write(bytes), end: () => this.keep(records) };
  }

  /** A file of which nothing can be known, such as a zip that cannot be opened: units may lack what is in it. */
  excuse(name: string): void {
    this.misnamed.push(name);
  }

  private keep(records: RecordsCheck): void {
    const facts = records.end();
    this.named.push(records.file);
    this.facts.set(records.file, facts);
  }

  report(): CheckReport {
    const groups = groupFiles([...this.named].sort((a, b) => byText(a.source.name, b.source.name)));
    const faults = unitFaults(groups, this.misnamed);
    for (const { file, row, detail } of faults) {
      this.found.add(unit, file === null ? {} : { file, ...(row === undefined ? {} : { row }) }, detail);
    }
    this.tellLoneAttachments(groups, faults.length);
    const attached = groupBy(this.attachments, ({ unit }) => unit);
    const checked: CheckedUnit[] = [];
    for (const group of groups) {
      const match = nearestUnit(group.files);
      const subject = { group, match, factsOf: (file: NamedFile) => this.facts.get(file) };
      checkGroup(subject, this.options.expected, this.found);
      if (isPermitted(match))
        checked.push(describe(group, match, this.facts, attached.get(addressOf(group.files[0].name)) ?? []));
    }
    const { total, errors } = this.found;
    return { ok: errors === 0, units: checked, findings: this.found.first(), findingsTotal: total };
  }

  private openAttachment(file: string): FileUnderCheck {
    const parsed = parseAttachmentName(file);
    if (parsed === null) {
      this.found.add(attachmentName, { file });
      return NOTHING;
    }
    const attachment = new AttachmentCheck(file, parsed, this.found);
    this.attachments.push(attachment);
    return attachment;
  }

  /** Not where a unit or a name is wrong: then the unit that an attachment belongs to may be the wrong one. */
  private tellLoneAttachments(groups: readonly UnitGroup[], unitFaultsTold: number): void {
    if (unitFaultsTold > 0 || this.misnamed.length > 0) return;
    const units = new Set(groups.map(({ files: [{ name }] }) => addressOf(name)));
    for (const attachment of this.attachments) {
      if (!units.has(attachment.unit)) attachment.tellAlone();
    }
  }

  private misname(name: string, fault: FileNameFault): FileUnderCheck {
    this.misnamed.push(name);
    this.found.add(fileName, { file: name }, { fileName: fault });
    return NOTHING;
  }
}

function describe(
  group: UnitGroup,
  match: UnitMatch,
  facts: ReadonlyMap<NamedFile, RecordFacts>,
  attachments: readonly AttachmentCheck[],
): CheckedUnit {
  const leading = leadingFile(group, match);
  const { edition, sender, senderServiceType, receiver, receiverServiceType, sequence } = leading.name;
  const persons = facts.get(leading)?.persons.all() ?? [];
  return {
    kind: match.definition.kind,
    version: edition.version,
    sender,
    receiver,
    senderServiceType,
    receiverServiceType,
    sequence,
    month: leading.name.month,
    files: [...group.files.map((file) => file.source.name), ...attachments.map(({ file }) => file)],
    forms: group.files.map((file) => file.name.form.code),
    persons: persons.map(({ insurerNumber, insuredNumber }) => ({ insurerNumber, insuredNumber })),
  };
}
