import { DisplayName } from '../display-names.js';
import { FieldType } from '../layouts/field.js';
import { FormCode } from '../layouts/form.js';
import { UnitKind } from '../layouts/unit-definition.js';

/** A value of a closed list (コード値) with its printed label. */
export interface CodeValue {
  readonly code: string;
  readonly label: string;
}

/** A value outside the item's type that has a meaning of its own, such as 9999 for a service without a time. */
export interface SpecialValue {
  readonly special: string;
}

/** What stands in the file, where it cannot be read as the item's type. */
export interface RawValue {
  readonly raw: string;
}

/**
 * The content of a cell: null when empty, and by type
 *
 * | type | value |
 * | --- | --- |
 * | text, digits, alnum, CSVバージョン | string; line breaks are `\n` |
 * | integer, decimal | number |
 * | date8, month6, time4 | `2025-04-01`, `2025-04`, `09:30` (`24:00` for 2400) |
 * | bitmap31 | the days of the month that are set, ascending: `[1, 8, 15]` |
 * | code | CodeValue |
 */
export type Value = null | string | number | readonly number[] | CodeValue | SpecialValue | RawValue;

/** One record: `row` is its 1-based number as in findings, everything else the value of the item of that identifier. */
export interface ReadRecord {
  readonly row: number;
  readonly [item: string]: Value;
}

/** A record that has not the form's number of items: its values as they stand; none for an empty line. */
export interface UnreadableRecord {
  readonly row: number;
  readonly values: readonly string[];
}

/** An item (項目) of a form, told once a form: identifier for programs, number and name as printed. */
export interface ReadItem {
  readonly number: number;
  readonly id: string;
  readonly name: string;
  readonly type: FieldType;
}

/** The content of one CSV file. */
export interface ReadForm {
  readonly form: FormCode;
  readonly name: DisplayName;
  readonly file: string;
  /** Identifiers of the items that say what a record belongs to. */
  readonly keys: readonly string[];
  readonly items: readonly ReadItem[];
  readonly records: readonly ReadRecord[];
  readonly unreadable: readonly UnreadableRecord[];
  /** Rows with a character outside MS932 or a quote out of place; they are read as far as they could be. */
  readonly damaged: readonly number[];
}

/** A file without records: size in bytes, digest in hexadecimal. */
export interface PlainFile {
  readonly file: string;
  readonly size: number;
  readonly sha256: string;
}

/** One unit (送信単位) with its content. */
export interface ReadUnit {
  readonly kind: UnitKind;
  readonly name: DisplayName;
  /** Forms that the unit must have and has not. */
  readonly missing: readonly FormCode[];
  readonly version: string;
  readonly sender: string;
  readonly senderServiceType: string | null;
  readonly receiver: string;
  readonly receiverServiceType: string | null;
  /** ファイル連番, YYYYMMDDHHMMSS. */
  readonly sequence: string;
  /** Service month, YYYY-MM; null where the unit has none. */
  readonly month: string | null;
  /** All file names, in ascending order. */
  readonly files: readonly string[];
  /** In the order in which the version lists its forms. */
  readonly forms: readonly ReadForm[];
  /** 家族構成 画像ファイル. */
  readonly images: readonly PlainFile[];
  readonly attachments: readonly PlainFile[];
}
