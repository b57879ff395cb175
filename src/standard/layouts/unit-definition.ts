import { FormCode } from './form.js';

/** A kind of unit of transmission (送信単位), such as use-slip: the forms that travel together under one sequence. */
export type UnitKind = string;

/** The sides between which units travel; a designated care-manager office acts as a regional center. */
export type Side = 'care-manager' | 'commissioned-care-manager' | 'regional-center' | 'service-office';

export interface Direction {
  readonly from: Side;
  readonly to: Side;
}

/** How often a form stands in a unit: exactly once, at most once, or any number of times. */
export type FileCount = '1' | '0-1' | '0-n';

export interface UnitForm {
  readonly form: FormCode;
  readonly files: FileCount;
  /** 利用者補足情報 only: 000000 beside 第1-3表, the service month of the slip beside 第6表. */
  readonly month?: 'none' | 'serviceMonth';
}

export interface UnitDefinition {
  readonly kind: UnitKind;
  readonly name: { readonly ja: string; readonly en: string };
  /** The form on which the unit rests; its persons are the unit's persons. */
  readonly leading: FormCode;
  readonly forms: readonly UnitForm[];
  readonly directions: readonly Direction[];
}
