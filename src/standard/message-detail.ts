import { ArchiveFault } from './combined/archive-fault.js';
import { SyntaxFault } from './csv.js';
import { FileNameFault } from './file-name.js';
import { Field } from './layouts/field.js';
import { Condition, Form } from './layouts/form.js';

/** Why a unit is none: forms missing, too many, both, a month apart, or files that differ in office or sequence. */
export type UnitFault = 'missing' | 'surplus' | 'mixed' | 'month' | 'segments';

/** What a low-confidence finding is unsure about. */
export type Doubt = 'required' | 'needed' | 'length' | 'type' | 'midnight';

/** What a message may be made from: the layout and the kind of fault, never the content of a file. */
export interface MessageDetail {
  readonly field?: Field;
  readonly form?: Form;
  readonly fileName?: FileNameFault | 'combined';
  readonly syntax?: SyntaxFault;
  readonly byteOrderMark?: boolean;
  readonly archive?: ArchiveFault;
  /** `alone` when no unit in the call is the one that the attachment's name speaks of. */
  readonly attachment?: 'alone';
  readonly doubt?: Doubt;
  readonly condition?: {
    readonly rule: Condition['rule'];
    readonly trigger: Field;
    readonly targets: readonly Field[];
    readonly value: string | undefined;
  };
  readonly unit?: {
    readonly fault: UnitFault;
    readonly name: { readonly ja: string; readonly en: string };
    /** Forms missing or too many. */
    readonly forms: readonly string[];
  };
  /** The versions held, or the one concerned, with its first service month. */
  readonly versions?: readonly string[];
  readonly appliesFrom?: string;
}
