import { FormCode } from '../../src/standard/layouts/form.js';
import { HELD } from '../../src/standard/editions.js';
import { ReadForm, ReadRecord, ReadUnit, Value } from '../../src/standard/reading/read-unit.js';
import { FormGroup } from './patterns.js';

/** What an office holds of one person: a plan, the slip of a month, or the actuals of a month from one service. */
export interface Subject {
  readonly group: FormGroup;
  readonly insuredNumber: string;
  /** Plan date or service month, as read: YYYY-MM-DD or YYYY-MM. */
  readonly link: string;
  /** Actuals only: whose they are. */
  readonly office: string | null;
  readonly forms: ReadonlyMap<FormCode, readonly ReadRecord[]>;
}

const DELETE = '-delete';

/** The item that, beside the person, a subject is known by (関連キー); 利用者補足情報 is linked by the same. */
const LINKS: Readonly<Record<FormGroup, { readonly held: string; readonly deleted: string }>> = {
  plan: { held: 'planDate', deleted: 'planDate' },
  slip: { held: 'targetMonth', deleted: 'deleteMonth' },
  actual: { held: 'targetMonth', deleted: 'deleteMonth' },
};

/**
 * What an import would keep at one office, from files that arrived and nothing else. A newer unit replaces the older of
 * the same keys as a whole; a delete form removes what it names. 利用者補足情報 goes with the table that it is linked to:
 * the standard does not name it among what a delete removes, 巻末資料7 does (操作 1(3), 2(4)).
 */
export class KeptRecords {
  private readonly held = new Map<string, Subject>();
  /** Every unit that was imported, as often as it was. */
  readonly imported: string[] = [];

  /** In ascending sequence (標準仕様, ファイル連番): the caller hands units over in that order. */
  take(unit: ReadUnit): void {
    const faulty = unit.forms.some(({ unreadable, damaged }) => unreadable.length + damaged.length > 0);
    if (faulty || unit.missing.length > 0) throw new Error(`${unit.files.join(' ')} cannot be imported`);
    this.imported.push(unitName(unit.sender, unit.receiver, unit.sequence));
    const group = groupOfKind(unit.kind.replace(DELETE, ''));
    if (unit.kind.endsWith(DELETE)) this.remove(unit, group);
    else this.replace(unit, group);
  }

  subjects(): Subject[] {
    return [...this.held.values()];
  }

  private replace(unit: ReadUnit, group: FormGroup): void {
    const arrived = new Map<string, Subject & { readonly forms: Map<FormCode, ReadRecord[]> }>();
    for (const { form, records } of unit.forms) {
      for (const record of records) {
        const subject = { ...subjectOf(group, record, LINKS[group].held), forms: new Map<FormCode, ReadRecord[]>() };
        const key = keyOf(subject);
        const { forms } = arrived.get(key) ?? subject;
        if (!arrived.has(key)) arrived.set(key, subject);
        forms.set(form, [...(forms.get(form) ?? []), record]);
      }
    }
    for (const [key, subject] of arrived) this.held.set(key, subject);
  }

  private remove({ version, forms }: ReadUnit, group: FormGroup): void {
    for (const { records } of forms.filter((each) => isDelete(version, each))) {
      for (const record of records) {
        this.held.delete(keyOf(subjectOf(group, record, LINKS[group].deleted)));
      }
    }
  }
}

export const unitName = (sender: string, receiver: string, sequence: string): string =>
  `${sender} ${receiver} ${sequence}`;

/** Beside the person and the link, actuals are known by office and service type: 第6表 has the type in its code. */
function subjectOf(group: FormGroup, record: ReadRecord, link: string): Omit<Subject, 'forms'> {
  const isActual = group === 'actual';
  const serviceType = textOf(record['serviceType'] ?? textOf(record['serviceCode'] ?? null).slice(0, 2));
  return {
    group,
    insuredNumber: `${textOf(record['insurerNumber'] ?? null)} ${textOf(record['insuredNumber'] ?? null)}`,
    link: textOf(record[link] ?? null),
    office: isActual ? `${textOf(record['serviceOfficeNumber'] ?? null)} ${serviceType}` : null,
  };
}

export const keyOf = ({ group, insuredNumber, link, office }: Omit<Subject, 'forms'>): string =>
  [group, insuredNumber, link, ...(office === null ? [] : [office])].join(' ');

function groupOfKind(kind: string): FormGroup {
  if (kind === 'plan' || kind === 'actual') return kind;
  if (kind === 'use-slip') return 'slip';
  throw new RangeError(`the trial has no ${kind}`);
}

const isDelete = (version: string, { form }: ReadForm): boolean =>
  (HELD.formOf(version, form)?.deletes.length ?? 0) > 0;

export function textOf(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return JSON.stringify(value);
}
