import { createHash } from 'node:crypto';
import { parseAttachmentName } from '../attachments/attachment-name.js';
import { HELD } from '../editions.js';
import { FileName, inVersion, NO_MONTH, parseFileName } from '../file-name.js';
import { UnitDefinition, UnitForm } from '../layouts/unit-definition.js';
import { NamedFile, SourceFile } from '../named-file.js';
import { commonMonth, groupFiles, UnitGroup } from '../units.js';
import { decodedRecords } from './decoded-records.js';
import { ReadableFile, readForm } from './read-form.js';
import { PlainFile, ReadUnit } from './read-unit.js';

/** All that some files hold. */
export interface Reading {
  /** In ascending sequence, the order in which units are processed (標準仕様, ファイル連番). */
  readonly units: readonly ReadUnit[];
  /** Files whose names fit no form of any version, nor belong to a unit as attachments. */
  readonly unnamed: readonly PlainFile[];
}

/** Reads any number of units. Pure; never throws: what is faulty is given as it stands. */
export function readFiles(files: readonly SourceFile[]): Reading {
  const sorted = [...files].sort((a, b) => compareText(a.name, b.name));
  const named: ReadableFile[] = [];
  const others: SourceFile[] = [];
  for (const source of sorted) {
    const name = parseFileName(source.name);
    if (typeof name === 'string') others.push(source);
    else named.push({ source, name: settledName(name, source), held: HELD });
  }
  const groups = groupFiles(named);
  const attached = new Map(groups.map((group) => [group, others.filter((file) => isAttachedTo(group, file.name))]));
  const placed = new Set([...attached.values()].flat());
  return {
    units: groups.map((group) => readUnit(group, attached.get(group) ?? [])).sort(compareUnits),
    unnamed: others.filter((file) => !placed.has(file)).map(plainFile),
  };
}

/** The units of `readFiles`. */
export function readUnits(files: readonly SourceFile[]): ReadUnit[] {
  return [...readFiles(files).units];
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const compareUnits = (a: ReadUnit, b: ReadUnit): number =>
  compareText(a.sequence, b.sequence) || compareText(a.files[0] ?? '', b.files[0] ?? '');

/** Where several versions have the same names, the first record that declares one of them tells which it is. */
function settledName(name: FileName, { bytes }: SourceFile): FileName {
  if (name.others.length === 0) return name;
  for (const { values } of decodedRecords(bytes)) {
    const version = values[0] ?? '';
    if (HELD.editionOf(version)) return inVersion(name, version);
  }
  return name;
}

function isAttachedTo({ files: [{ name }] }: UnitGroup, file: string): boolean {
  const attachment = parseAttachmentName(file);
  return (
    attachment?.sender === name.sender && attachment.receiver === name.receiver && attachment.sequence === name.sequence
  );
}

function readUnit({ files }: UnitGroup<ReadableFile>, attached: readonly SourceFile[]): ReadUnit {
  const { edition, sender, senderServiceType, receiver, receiverServiceType, sequence } = files[0].name;
  const definition = definitionOf(files);
  const month = commonMonth(files);
  const inFormOrder = edition.forms.flatMap((form) => files.filter((file) => file.name.form === form));
  return {
    kind: definition.kind,
    name: definition.name,
    missing: missingForms(definition, files),
    version: edition.version,
    sender,
    senderServiceType,
    receiver,
    receiverServiceType,
    sequence,
    month: month === null ? null : `${month.slice(0, 4)}-${month.slice(4)}`,
    files: [...files.map((file) => file.source.name), ...attached.map((file) => file.name)].sort(compareText),
    forms: inFormOrder.filter(({ name }) => name.form.content === 'csv').map(readForm),
    images: inFormOrder.filter(({ name }) => name.form.content === 'jpeg').map(({ source }) => plainFile(source)),
    attachments: attached.map(plainFile),
  };
}

/**
 * The unit that has most of the files, and lacks fewest. Other than the check, which asks what is nearest to a permitted
 * unit, a single 第3表 is thus read as part of a plan.
 */
function definitionOf(files: UnitGroup['files']): UnitDefinition {
  const ranked = files[0].name.edition.units.map((definition) => ({
    definition,
    strange: files.filter((file) => !definition.forms.some((form) => isOf(form, file))).length,
    missing: missingForms(definition, files).length,
  }));
  return ranked.reduce((best, each) => ((each.strange - best.strange || each.missing - best.missing) < 0 ? each : best))
    .definition;
}

const missingForms = ({ forms }: UnitDefinition, files: readonly NamedFile[]) =>
  forms.filter((form) => form.files === '1' && !files.some((file) => isOf(form, file))).map(({ form }) => form);

/** 利用者補足情報 is of the plan when its name has 000000, of the use slip when it has a month. */
function isOf({ form, month }: UnitForm, { name }: NamedFile): boolean {
  return name.form.code === form && (month === undefined || (month === 'none') === (name.month === NO_MONTH));
}

function plainFile({ name, bytes }: SourceFile): PlainFile {
  return { file: name, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
