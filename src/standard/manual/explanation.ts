import { Message } from '../findings.js';
import { FormCode } from '../layouts/form.js';
import { SampleUnitName } from './sample-units.js';

/** What the manual says of one rule, in the words of both languages. Code stands in backticks, as in Markdown. */
export interface Explanation {
  readonly title: Message;
  readonly meaning: Message;
  /** Where file, row and column of the finding point. */
  readonly place: Message;
  /** What to change in the export. */
  readonly remedy: Message;
  /** What the rule does not cover, and how it differs from its neighbours. */
  readonly notes: readonly Message[];
  readonly examples: readonly Example[];
}

export type Example = CheckedExample | ToldExample;

/** A sample unit with one thing changed: the manual shows what the check says of it. Without the change it is correct. */
export interface CheckedExample {
  readonly unit: SampleUnitName;
  readonly change: Change;
}

/** An example of what the check of files does not see. */
export interface ToldExample {
  readonly wrong: Message;
  readonly correct: Message;
}

/** One thing changed in a sample unit. */
export type Change =
  | {
      readonly kind: 'cell';
      readonly form: FormCode;
      /** 1-based. */
      readonly row: number;
      /** Identifier of the item in the layout. */
      readonly item: string;
      readonly value: string;
      /** The items that the example line shows; the changed one and its neighbours when left out. */
      readonly shown?: readonly string[];
    }
  /** The first occurrence of `from` in a file, or in its name; both texts are shown as they are. */
  | { readonly kind: 'text' | 'name'; readonly form: FormCode; readonly from: string; readonly to: string }
  /** All occurrences, in names and contents of all files. */
  | { readonly kind: 'everywhere'; readonly from: string; readonly to: string }
  | { readonly kind: 'missing'; readonly form: FormCode }
  /** The whole content of a file, one character a byte. */
  | { readonly kind: 'content'; readonly form: FormCode; readonly bytes: string }
  /** The file in UTF-8 with a byte-order mark. */
  | { readonly kind: 'utf-8'; readonly form: FormCode }
  /** The office that the caller sends from or to, where it is not that of the names. */
  | { readonly kind: 'expected'; readonly end: 'sender' | 'receiver'; readonly office: string };
