import { EDITIONS } from '../editions.js';
import { code, Field, FieldDefinition, Pattern, text } from '../layouts/field.js';
import { csvVersion } from '../layouts/shared-fields.js';

const forms = EDITIONS.flatMap((edition) => edition.forms).filter((form) => form.content === 'csv');
const labels = new Map(forms.toReversed().map((form) => [form.code, form.name.ja]));

/** The form of the record, by the identifier that starts the names of its files. */
export const FORM_FIELD: Field = {
  number: 1,
  ...code(
    'レコード識別子',
    'recordForm',
    [...labels].map(([form, label]) => ({ code: form, label })),
    { required: true },
  ),
  length: null,
  lengthRule: null,
};

/** How an office is written: as the names of files of the record's version have it. */
export interface OfficeGrammar {
  readonly pattern: Pattern;
  readonly length: number;
}

const NUMBER: OfficeGrammar = {
  pattern: {
    expression: /^[0-9A-Z]{10}$/,
    ja: '半角英数字10桁の事業所番号',
    en: 'an office number of ten digits or capitals',
  },
  length: 10,
};

const NUMBER_WITH_TYPE: OfficeGrammar = {
  pattern: {
    expression: /^[0-9A-Z]{10}_[0-9A-Z]{2}$/,
    ja: '事業所番号（半角英数字10桁）、「_」、サービス種類コード（2桁）',
    en: 'an office number of ten digits or capitals, _ and a service type of two',
  },
  length: 13,
};

/** Office columns of versions whose names have service types, or have none. */
export interface OfficeFields {
  readonly sender: Field;
  readonly receiver: Field;
  /** How other versions write an office. */
  readonly ofOthers: RegExp;
}

export const OFFICE_FIELDS = officeFields(NUMBER, NUMBER_WITH_TYPE);
export const OFFICE_FIELDS_WITH_TYPE = officeFields(NUMBER_WITH_TYPE, NUMBER);

function officeFields({ pattern, length }: OfficeGrammar, others: OfficeGrammar): OfficeFields {
  const office = (name: string, id: string): FieldDefinition => ({
    ...text(name, id, { required: true, pattern }),
    length,
    lengthRule: 'exact',
  });
  return {
    sender: { number: 2, ...office('送信元事業所番号', 'senderOffice') },
    receiver: { number: 3, ...office('送信先事業所番号', 'destinationOffice') },
    ofOthers: others.pattern.expression,
  };
}

/** CSVバージョン is the first item of the standard, hence the fourth column. */
export const VERSION_FIELD: Field = { number: 4, ...csvVersion };
