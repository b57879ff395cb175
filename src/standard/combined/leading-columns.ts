import { EDITIONS, HELD } from '../editions.js';
import { Edition } from '../layouts/edition.js';
import { Field } from '../layouts/field.js';
import { Form } from '../layouts/form.js';
import { MessageDetail } from '../message-detail.js';
import { isMs932 } from '../ms932.js';
import { CELL_RULES } from '../rules/catalogue.js';
import { code } from '../rules/code.js';
import { columnCount } from '../rules/column-count.js';
import { encoding } from '../rules/encoding.js';
import { csvSyntax } from '../rules/csv-syntax.js';
import { Rule } from '../rules/rule.js';
import { senderMismatch } from '../rules/sender-mismatch.js';
import { type } from '../rules/type.js';
import { versionUnknown } from '../rules/version-unknown.js';
import { CombinedName } from './combined-name.js';
import { CombinedRow } from './combined-rows.js';
import { FORM_FIELD, OFFICE_FIELDS, OFFICE_FIELDS_WITH_TYPE, OfficeFields, VERSION_FIELD } from './leading-fields.js';

/** Where a record goes: its form and version, and both offices as they stand in the names of its files. */
export interface Address {
  readonly edition: Edition;
  readonly form: Form;
  readonly sender: string;
  readonly receiver: string;
}

/** Equal for records between the same offices, in the same version. */
export const officesOf = ({ edition, sender, receiver }: Address): string => `${edition.version} ${sender} ${receiver}`;

/** A fault of a record as a combined file has it. */
export interface LeadingFault {
  readonly rule: Rule;
  /** Null for the whole record. */
  readonly field: Field | null;
  readonly detail: MessageDetail;
}

export interface Leading {
  /** Null when the record cannot be put into any file. */
  readonly address: Address | null;
  readonly faults: readonly LeadingFault[];
}

/** The columns that decide where a record goes; a syntax fault further on is left to the check of its file. */
const COLUMNS: readonly Field[] = [FORM_FIELD, OFFICE_FIELDS.sender, OFFICE_FIELDS.receiver, VERSION_FIELD];

/** Judges the leading columns of a record by the rules of cells, and the version, which decides what offices look like. */
export function readLeading({ values, fault }: CombinedRow, name: CombinedName): Leading {
  const damaged = COLUMNS[(fault?.column ?? 0) - 1];
  if (fault !== null && damaged !== undefined) {
    return { address: null, faults: [{ rule: csvSyntax, field: damaged, detail: { syntax: fault.kind } }] };
  }
  const [formCode = '', sender = '', receiver = '', version] = values;
  if (version === undefined) return { address: null, faults: [{ rule: columnCount, field: null, detail: {} }] };
  const edition = HELD.editionOf(version);
  const form = edition?.forms.find((each) => each.code === formCode && each.content === 'csv');
  const formRule = brokenRule(FORM_FIELD, formCode) ?? (edition !== undefined && form === undefined ? code : null);
  if (edition === undefined) {
    // What offices look like depends on the version: they are not judged without one.
    return { address: null, faults: [...faultOf(formRule, FORM_FIELD), ...versionFault(version)] };
  }
  const fields = edition.serviceTypesInNames ? OFFICE_FIELDS_WITH_TYPE : OFFICE_FIELDS;
  const senderRule = officeRule(fields.sender, fields, sender);
  const receiverRule = officeRule(fields.receiver, fields, receiver);
  const isOther = senderRule === null && !sender.startsWith(name.sender);
  const faults = [
    ...faultOf(formRule, FORM_FIELD),
    ...faultOf(isOther ? senderMismatch : senderRule, fields.sender),
    ...faultOf(receiverRule, fields.receiver),
  ];
  if (form === undefined || senderRule !== null || receiverRule !== null) return { address: null, faults };
  // The record of another sender stays with the others, so that its one fault makes no unit incomplete.
  return { address: { edition, form, sender: name.sender + sender.slice(name.sender.length), receiver }, faults };
}

/** A service type too many or too few makes the wrong format; the length would only be its consequence. */
function officeRule(field: Field, { ofOthers }: OfficeFields, value: string): Rule | null {
  return ofOthers.test(value) ? type : brokenRule(field, value);
}

function versionFault(version: string): LeadingFault[] {
  const rule = brokenRule(VERSION_FIELD, version) ?? versionUnknown;
  return [{ rule, field: VERSION_FIELD, detail: { versions: EDITIONS.map((edition) => edition.version) } }];
}

const faultOf = (rule: Rule | null, field: Field): LeadingFault[] =>
  rule === null ? [] : [{ rule, field, detail: { field } }];

function brokenRule(field: Field, value: string): Rule | null {
  if (!isMs932(value)) return encoding;
  return (
    testsOf(field).find(({ judges, breaks }) => judges === (value === '' ? 'empty' : 'filled') && breaks(value))
      ?.rule ?? null
  );
}

interface Test {
  readonly rule: Rule;
  readonly judges: 'empty' | 'filled';
  readonly breaks: (value: string) => boolean;
}

const testsOfFields = new WeakMap<Field, readonly Test[]>();

function testsOf(field: Field): readonly Test[] {
  let tests = testsOfFields.get(field);
  if (tests === undefined) {
    tests = CELL_RULES.flatMap((rule) => {
      const breaks = rule.test(field);
      return breaks === null ? [] : [{ rule, judges: rule.judges, breaks }];
    });
    testsOfFields.set(field, tests);
  }
  return tests;
}
