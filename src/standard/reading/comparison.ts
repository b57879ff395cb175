import { DisplayName } from '../display-names.js';
import { FormCode } from '../layouts/form.js';
import { UnitKind } from '../layouts/unit-definition.js';
import { PlainFile, Value } from './read-unit.js';

/** What was found on either side of a comparison; null where a side has nothing. */
export interface Sides<T> {
  readonly a: T;
  readonly b: T;
}

/** A unit as the comparison names it. */
export interface UnitHead {
  readonly kind: UnitKind;
  readonly name: DisplayName;
  readonly version: string;
  readonly sender: string;
  readonly senderServiceType: string | null;
  readonly receiver: string;
  readonly receiverServiceType: string | null;
  readonly month: string | null;
  readonly sequence: string;
  readonly files: readonly string[];
}

/** An item that differs; its number is null on the side whose version has no such item. */
export interface ItemDifference extends Sides<Value> {
  readonly number: Sides<number | null>;
  readonly id: string;
  readonly name: string;
}

export type Identity = Readonly<Record<string, Value>>;

/** A record on both sides, with the items that differ. `keys` say what it belongs to, `row` where it stands. */
export interface ChangedRecord {
  readonly row: Sides<number>;
  readonly keys: Identity;
  readonly items: readonly ItemDifference[];
}

/** A record on one side only: with its filled items, or with its bare values when its number of items is wrong. */
export interface LoneRecord {
  readonly row: number;
  readonly keys: Identity;
  readonly items: readonly { readonly id: string; readonly name: string; readonly value: Value }[];
  readonly unreadable: readonly string[] | null;
}

/** The differences of one form. A form on one side only has a null file on the other, and its records as lone ones. */
export interface FormComparison {
  readonly form: FormCode;
  readonly name: DisplayName;
  readonly file: Sides<string | null>;
  readonly changed: readonly ChangedRecord[];
  readonly onlyInA: readonly LoneRecord[];
  readonly onlyInB: readonly LoneRecord[];
}

/** A unit on both sides; nothing but names in it when both mean the same. */
export interface UnitComparison {
  readonly same: boolean;
  /** True when the file names of both carry service types, and not the same ones. */
  readonly otherServiceTypes: boolean;
  readonly unit: Sides<UnitHead>;
  /** Forms that differ. */
  readonly forms: readonly FormComparison[];
  /** Images and attachments that differ in their bytes, or are on one side only. */
  readonly files: readonly Sides<PlainFile | null>[];
}

/** What two sets of units mean differently. */
export interface Comparison {
  readonly same: boolean;
  readonly units: readonly UnitComparison[];
  readonly onlyInA: readonly UnitHead[];
  readonly onlyInB: readonly UnitHead[];
}
