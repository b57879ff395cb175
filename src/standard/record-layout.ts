import { CellCheck, cellChecks } from './cell-check.js';
import { CsvRecord } from './csv.js';
import { Field } from './layouts/field.js';
import { Form } from './layouts/form.js';
import { NamedFile } from './named-file.js';
import { RECORD_RULES, VERSION_RULES } from './rules/catalogue.js';
import { RecordFault, RecordRule } from './rules/rule.js';
import { RecordUnderCheck } from './record-under-check.js';
import { VERSION_COLUMN } from './rules/version-unknown.js';

export interface StartedRule {
  readonly rule: RecordRule;
  readonly check: (record: RecordUnderCheck) => readonly RecordFault[];
}

/** A form with its checks made ready for one file. */
export interface RecordLayout {
  readonly form: Form;
  readonly cells: readonly CellCheck[];
  /** For each item, whether it is free text. */
  readonly texts: readonly boolean[];
  /** For each item, whether it takes any text at all. */
  readonly free: readonly boolean[];
  readonly rules: readonly StartedRule[];
  /** 1-based; undefined where the form names no service office. */
  readonly officeColumn: number | undefined;
}

/** Finds the layout of each record of a file: that of the file's name, hardly ever another. */
export class RecordLayouts {
  readonly named: RecordLayout;
  private readonly versionRules: readonly StartedRule[];
  private readonly others = new Map<Form, RecordLayout>();

  constructor(private readonly file: NamedFile) {
    this.versionRules = started(VERSION_RULES, file);
    this.named = this.layoutOf(file.name.form);
  }

  /**
   * Null when the number of items is wrong. A record that declares another version we hold, and has the number of
   * items of that version, is read by it: its one fault is version-mixed.
   */
  of({ values, count }: CsvRecord): RecordLayout | null {
    if (count === this.named.form.fields.length) return this.named;
    const declared = this.file.held.formOf(values[VERSION_COLUMN - 1] ?? '', this.named.form.code);
    if (declared?.fields.length !== count) return null;
    let layout = this.others.get(declared);
    if (layout === undefined) {
      layout = this.layoutOf(declared);
      this.others.set(declared, layout);
    }
    return layout;
  }

  private layoutOf(form: Form): RecordLayout {
    const file = { ...this.file, name: { ...this.file.name, form } };
    return {
      form,
      cells: cellChecks(form),
      texts: form.fields.map((field) => field.type === 'text'),
      free: form.fields.map(isFree),
      rules: [...this.versionRules, ...started(RECORD_RULES, file)],
      officeColumn: form.fields.find((field) => field.id === 'serviceOfficeNumber')?.number,
    };
  }
}

const isFree = ({ type, length, codes, pattern, special }: Field): boolean =>
  type === 'text' && length === null && codes === null && pattern === null && special.length === 0;

function started(rules: readonly RecordRule[], file: NamedFile): readonly StartedRule[] {
  return rules.flatMap((rule) => {
    const check = rule.start(file);
    return check === null ? [] : [{ rule, check }];
  });
}
