import { ExpectedOffices } from '../check-group.js';
import { checkFiles } from '../check.js';
import { HELD } from '../editions.js';
import { parseFileName } from '../file-name.js';
import { Finding } from '../findings.js';
import { Field } from '../layouts/field.js';
import { Form, FormCode } from '../layouts/form.js';
import { SourceFile } from '../named-file.js';
import { Change, CheckedExample } from './explanation.js';
import { ms932Bytes } from './ms932-bytes.js';
import { SAMPLE_IMAGE, SAMPLE_VERSION, SampleFile, sampleFiles, SampleRecord } from './sample-units.js';

/** A file of an example before it becomes bytes. */
interface Draft {
  readonly form: FormCode;
  readonly name: string;
  readonly text: string;
  readonly bytesOf: (text: string) => Uint8Array;
}

/** What the check says of an example, as it is given (wrong), or without its change (correct). */
export function findingsOf(example: CheckedExample, side: 'wrong' | 'correct'): readonly Finding[] {
  const { change } = example;
  const expected = change.kind === 'expected' ? expectedOffices(example, side === 'wrong' ? change : null) : undefined;
  return checkFiles(exampleFiles(example, side), { expected }).findings;
}

export function exampleFiles({ unit, change }: CheckedExample, side: 'wrong' | 'correct'): readonly SourceFile[] {
  const files = sampleFiles(unit);
  const drafts = side === 'correct' ? files.map(draftOf) : changed(files, change);
  return drafts.map(({ name, text, bytesOf }) => ({ name, bytes: bytesOf(text) }));
}

export function sampleForm(code: FormCode): Form {
  const form = HELD.formOf(SAMPLE_VERSION, code);
  if (form === undefined) throw new RangeError(`no form of ${SAMPLE_VERSION}: ${code}`);
  return form;
}

/** One value as it stands in a record: free text in quotes. */
export function cellText({ type }: Field, value: string): string {
  return type === 'text' && value !== '' ? `"${value.replaceAll('"', '""')}"` : value;
}

function draftOf({ form: code, name, records }: SampleFile): Draft {
  const form = sampleForm(code);
  if (form.content === 'jpeg') return { form: code, name, text: SAMPLE_IMAGE, bytesOf: singleBytes };
  const line = (record: SampleRecord) => form.fields.map((field) => cellText(field, record[field.id] ?? '')).join(',');
  return { form: code, name, text: records.map((record) => `${line(record)}\r\n`).join(''), bytesOf: ms932Bytes };
}

function changed(files: readonly SampleFile[], change: Change): readonly Draft[] {
  if (change.kind === 'cell') return files.map((file) => draftOf(withValue(file, change)));
  const drafts = files.map(draftOf);
  switch (change.kind) {
    case 'missing':
      return drafts.filter(({ form }) => form !== change.form);
    case 'everywhere':
      return drafts.map((draft) => ({
        ...draft,
        name: draft.name.replaceAll(change.from, change.to),
        text: draft.text.replaceAll(change.from, change.to),
      }));
    case 'expected':
      return drafts;
    case 'text':
    case 'name':
    case 'content':
    case 'utf-8':
      return drafts.map((draft) => (draft.form === change.form ? editedDraft(draft, change) : draft));
  }
}

function editedDraft(draft: Draft, change: Extract<Change, { kind: 'text' | 'name' | 'content' | 'utf-8' }>): Draft {
  switch (change.kind) {
    case 'text':
      return { ...draft, text: draft.text.replace(change.from, change.to) };
    case 'name':
      return { ...draft, name: draft.name.replace(change.from, change.to) };
    case 'content':
      return { ...draft, text: change.bytes, bytesOf: singleBytes };
    case 'utf-8':
      return { ...draft, bytesOf: (text) => new TextEncoder().encode(`\ufeff${text}`) };
  }
}

function withValue(file: SampleFile, { form, row, item, value }: Extract<Change, { kind: 'cell' }>): SampleFile {
  if (file.form !== form) return file;
  const records = file.records.map((record, index) => (index + 1 === row ? { ...record, [item]: value } : record));
  return { ...file, records };
}

function singleBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function expectedOffices(
  { unit }: CheckedExample,
  change: Extract<Change, { kind: 'expected' }> | null,
): ExpectedOffices | undefined {
  const name = parseFileName(sampleFiles(unit)[0]?.name ?? '');
  if (typeof name === 'string') return undefined;
  const { sender, receiver } = name;
  return change === null ? { sender, receiver } : { sender, receiver, [change.end]: change.office };
}
