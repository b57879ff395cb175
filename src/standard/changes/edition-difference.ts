import { DisplayName } from '../display-names.js';
import { Condition, FormCode } from '../layouts/form.js';
import { Direction, FileCount, UnitKind } from '../layouts/unit-definition.js';

/** An attribute before and after. */
export interface Change<T> {
  readonly older: T;
  readonly newer: T;
}

/** An attribute that differs; values as the layout has them, patterns and ranges in print. */
export interface AttributeChange extends Change<string | number | boolean | null> {
  readonly attribute: string;
}

export interface FormName {
  readonly form: FormCode;
  readonly name: DisplayName;
}

/** An item (項目) by its number in the version that has it. */
export interface ItemName {
  readonly number: number;
  readonly id: string;
  readonly name: string;
}

/** An item in both versions, by identifier: an item of another number stands elsewhere, of another name is renamed. */
export interface ItemChange extends Change<ItemName> {
  readonly id: string;
  /** Empty when the item only stands elsewhere. */
  readonly attributes: readonly AttributeChange[];
  readonly codes: {
    readonly added: readonly { readonly code: string; readonly label: string }[];
    readonly removed: readonly { readonly code: string; readonly label: string }[];
    readonly relabelled: readonly (Change<string> & { readonly code: string })[];
  };
}

export interface FormChange extends FormName {
  /** True when a layout was derived from the other version by the update history: it can differ in what that tells only. */
  readonly derived: boolean;
  /** Of the form as a whole: its name, the segments of its file name. */
  readonly attributes: readonly AttributeChange[];
  readonly items: {
    readonly added: readonly ItemName[];
    readonly removed: readonly ItemName[];
    /** Items whose number is another, in the newer order. */
    readonly moved: readonly ItemChange[];
    /** Items of which more than the number is another. */
    readonly changed: readonly ItemChange[];
  };
  readonly keys: Change<readonly string[]> | null;
  readonly deletes: Change<readonly FormCode[]> | null;
  readonly conditions: { readonly added: readonly PrintedCondition[]; readonly removed: readonly PrintedCondition[] };
}

/** A condition with its patterns as text. */
export interface PrintedCondition extends Omit<Condition, 'when'> {
  readonly when: { readonly field: string; readonly matches: string | null; readonly notMatches: string | null };
}

export interface UnitName {
  readonly kind: UnitKind;
  readonly name: DisplayName;
}

export interface UnitFormCount {
  readonly form: FormCode;
  readonly files: FileCount;
  /** Month segment of 利用者補足情報. */
  readonly month: 'none' | 'serviceMonth' | null;
}

export interface UnitChange extends UnitName {
  readonly attributes: readonly AttributeChange[];
  readonly forms: { readonly added: readonly UnitFormCount[]; readonly removed: readonly UnitFormCount[] };
  readonly directions: { readonly added: readonly Direction[]; readonly removed: readonly Direction[] };
}

/** What a newer version (CSVバージョン) of the standard has otherwise than an older one. */
export interface EditionDifference {
  readonly older: string;
  readonly newer: string;
  /** Of the version as a whole: printed editions, issue, first service month, service types in file names. */
  readonly attributes: readonly AttributeChange[];
  readonly fileName: Change<string> | null;
  readonly forms: {
    readonly added: readonly FormName[];
    readonly removed: readonly FormName[];
    readonly changed: readonly FormChange[];
  };
  readonly units: {
    readonly added: readonly UnitName[];
    readonly removed: readonly UnitName[];
    readonly changed: readonly UnitChange[];
  };
}
