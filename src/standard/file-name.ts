import { isDateTime, isMonth } from './calendar.js';
import { HELD, HeldEditions } from './editions.js';
import { Edition } from './layouts/edition.js';
import { Form } from './layouts/form.js';

/** What a file name of the standard says. Offices are 10 characters, service types 2, the month YYYYMM. */
export interface FileName {
  readonly edition: Edition;
  readonly form: Form;
  /** The other versions whose names look the same: only the records tell which one it is. */
  readonly others: readonly FormOfEdition[];
  /** Null when the form's name has none; 000000 for 利用者補足情報 beside 第1-3表. */
  readonly month: string | null;
  readonly sender: string;
  readonly senderServiceType: string | null;
  readonly receiver: string;
  readonly receiverServiceType: string | null;
  /** ファイル連番, YYYYMMDDHHMMSS. */
  readonly sequence: string;
  /** False when the extension is not in capitals as printed. */
  readonly extensionAsPrinted: boolean;
}

export interface FormOfEdition {
  readonly edition: Edition;
  readonly form: Form;
}

/** What keeps a name from being one of the standard. */
export type FileNameFault = 'form' | 'grammar' | 'month' | 'sequence';

export const NO_MONTH = '000000';

/** FORM[_month]_sender[_type]_receiver[_type]_sequence[_branch].EXT (標準仕様, ファイル命名規約). */
function grammarOf(edition: Edition, form: Form): RegExp {
  const type = (end: string) => (edition.serviceTypesInNames ? `_(?<${end}ServiceType>[0-9A-Z]{2})` : '');
  const segments = [
    `^${form.code}`,
    form.fileName.month === 'none' ? '' : '_(?<month>[0-9]{6})',
    `_(?<sender>[0-9A-Z]{10})${type('sender')}`,
    `_(?<receiver>[0-9A-Z]{10})${type('receiver')}`,
    '_(?<sequence>[0-9]{14})',
    form.fileName.branch ? '_(?<branch>[0-9]{4})' : '',
    `\\.(?<extension>${eitherCase(form.fileName.extension)})$`,
  ];
  return new RegExp(segments.join(''));
}

const eitherCase = (word: string): string =>
  [...word].map((letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`).join('');

interface Grammar extends FormOfEdition {
  readonly pattern: RegExp;
}

const grammars = new WeakMap<HeldEditions, readonly Grammar[]>();

/** The grammar of every form of every version; made once. */
function grammarsOf(held: HeldEditions): readonly Grammar[] {
  let made = grammars.get(held);
  if (made === undefined) {
    made = held.editions.flatMap((edition) =>
      edition.forms.map((form) => ({ edition, form, pattern: grammarOf(edition, form) })),
    );
    grammars.set(held, made);
  }
  return made;
}

/** Reads a bare file name (no folder); a fault when it fits no form of any version held. */
export function parseFileName(name: string, held: HeldEditions = HELD): FileName | FileNameFault {
  const known = grammarsOf(held);
  const [first, ...others] = known.filter(({ pattern }) => pattern.test(name));
  const groups = first?.pattern.exec(name)?.groups;
  if (first && groups) return namedBy(first, others, groups);
  return known.some(({ form }) => name.startsWith(`${form.code}_`)) ? 'grammar' : 'form';
}

/** The same name, in the version that its records declare, where the name alone leaves that open. */
export function inVersion(name: FileName, version: string): FileName {
  const declared = name.others.find(({ edition }) => edition.version === version);
  return declared === undefined ? name : { ...name, edition: declared.edition, form: declared.form };
}

function namedBy(
  { edition, form }: FormOfEdition,
  others: readonly FormOfEdition[],
  groups: Readonly<Record<string, string | undefined>>,
): FileName | FileNameFault {
  const { month, sender = '', receiver = '', sequence = '', extension = '' } = groups;
  if (month !== undefined && !isMonthOf(form, month)) return 'month';
  if (!isDateTime(sequence)) return 'sequence';
  return {
    edition,
    form,
    others: others.map((other) => ({ edition: other.edition, form: other.form })),
    month: month ?? null,
    sender,
    senderServiceType: groups['senderServiceType'] ?? null,
    receiver,
    receiverServiceType: groups['receiverServiceType'] ?? null,
    sequence,
    // .jpg is printed in both cases, .CSV in capitals only.
    extensionAsPrinted: form.content === 'jpeg' || extension === form.fileName.extension,
  };
}

function isMonthOf(form: Form, month: string): boolean {
  return isMonth(month) || (form.fileName.month === 'serviceMonthOrNone' && month === NO_MONTH);
}
