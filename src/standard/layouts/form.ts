import { Field } from './field.js';

/** A form (様式): the identifier that starts its file names, such as UPPLAN. */
export type FormCode = string;

export type FormGroup = 'common' | 'plan' | 'useSlip' | 'actual' | 'preventiveUser' | 'preventivePlan';

/** A rule between the items of one record: `rule` holds for `fields` whenever `when` does. */
export interface Condition {
  readonly when: {
    /** Identifier of the item looked at. */
    readonly field: string;
    readonly matches?: RegExp;
    readonly notMatches?: RegExp;
  };
  readonly rule: 'atLeastOne' | 'empty' | 'filled' | 'zero' | 'equals';
  readonly fields: readonly string[];
  /** The value of an `equals` rule. */
  readonly value?: string;
}

/**
 * The month segment of a file name. `serviceMonthOrNone` is 利用者補足情報: 000000 beside 第1-3表,
 * the service month beside 第6表.
 */
export type MonthSegment = 'none' | 'serviceMonth' | 'serviceMonthOrNone';

/** One form of one version: how its file is named and what its records hold. */
export interface Form {
  readonly code: FormCode;
  readonly name: { readonly ja: string; readonly en: string };
  readonly group: FormGroup;
  readonly content: 'csv' | 'jpeg';
  readonly fileName: {
    readonly month: MonthSegment;
    /** A four-digit branch (枝番) at the end of the name. */
    readonly branch: boolean;
    readonly extension: 'CSV' | 'jpg';
  };
  /** Identifier of the item that must equal the month segment of the file name. */
  readonly monthField: string | null;
  /** Identifiers of the items that say what a record belongs to. */
  readonly recordKeys: readonly string[];
  readonly fields: readonly Field[];
  readonly conditions: readonly Condition[];
  /** Forms whose records a delete file (削除) removes. */
  readonly deletes: readonly FormCode[];
  /** The forms, one of which leads the unit: each person here is a person there. Empty for a form that leads. */
  readonly dependsOn: readonly FormCode[];
  /** True when each person of the form must have a row of the office that receives it (第6表). */
  readonly servesReceiver: boolean;
  /** True where the layout of this version was derived from another version by the update history. */
  readonly derived: boolean;
}

type Essential = Pick<Form, 'code' | 'name' | 'group' | 'recordKeys' | 'fields'>;

/** A CSV form; what is not given is the usual case: no month in the name, no conditions, deletes nothing. */
export function csvForm(
  form: Essential & Partial<Omit<Form, 'fileName' | 'content'>> & { month?: MonthSegment },
): Form {
  const { month = 'none', ...rest } = form;
  return {
    content: 'csv',
    fileName: { month, branch: false, extension: 'CSV' },
    monthField: null,
    conditions: [],
    deletes: [],
    dependsOn: [],
    servesReceiver: false,
    derived: false,
    ...rest,
  };
}
