import { isMonth } from '../calendar.js';
import { NO_MONTH } from '../file-name.js';
import { Form } from '../layouts/form.js';
import { CombinedRow, LEADING_COLUMNS } from './combined-rows.js';
import { Address, officesOf } from './leading-columns.js';

/** The records of one file of the standard, gathered out of a combined file. */
export interface GatheredFile {
  readonly address: Address;
  /** The month in its name; null when the form's name has none. */
  readonly month: string | null;
  /** For each record its row in the combined file, rising. */
  readonly rows: readonly number[];
  /** For each record where it begins and ends in the combined file. */
  readonly ranges: readonly { readonly from: number; readonly to: number }[];
}

interface Gathering {
  readonly address: Address;
  readonly month: string | null;
  rows: number[];
  ranges: { from: number; to: number }[];
}

/**
 * Sorts records into files by version, form, offices and month. A record whose month cannot be read joins a file that is
 * there anyway: it is found at fault in its own cell, and a file of its own would only make a unit incomplete.
 */
export class FileGatherer {
  private readonly files = new Map<string, Gathering>();
  /** The file that was begun last, by version, offices and form. */
  private readonly latest = new Map<string, Gathering>();
  /** Records before the first one of their version, offices and form with a readable month. */
  private readonly early = new Map<string, Gathering>();
  /** A service month of any form, by version and offices. */
  private readonly months = new Map<string, string>();

  take(address: Address, number: number, row: CombinedRow): void {
    const month = monthOf(address.form, row);
    const gathering = month === undefined ? this.besides(address) : this.of(address, month);
    gathering.rows.push(number);
    gathering.ranges.push({ from: row.from, to: row.to });
  }

  get count(): number {
    return this.files.size + this.early.size;
  }

  /** In the order of their first records. `monthIfNone` names a file when no record between its offices tells one. */
  all(monthIfNone: string): GatheredFile[] {
    for (const [kind, early] of this.early) {
      const month = this.months.get(officesOf(early.address)) ?? monthIfNone;
      const file = this.latest.get(kind) ?? this.of(early.address, month);
      file.rows = [...early.rows, ...file.rows];
      file.ranges = [...early.ranges, ...file.ranges];
    }
    return [...this.files.values()].sort((a, b) => (a.rows[0] ?? 0) - (b.rows[0] ?? 0));
  }

  private of(address: Address, month: string | null): Gathering {
    const kind = kindOf(address);
    const key = `${kind} ${month ?? ''}`;
    const known = this.files.get(key);
    if (known !== undefined) return known;
    const file: Gathering = { address, month, rows: [], ranges: [] };
    this.files.set(key, file);
    this.latest.set(kind, file);
    if (month !== null && month !== NO_MONTH) this.months.set(officesOf(address), month);
    return file;
  }

  private besides(address: Address): Gathering {
    const kind = kindOf(address);
    const known = this.latest.get(kind) ?? this.early.get(kind);
    if (known !== undefined) return known;
    const early: Gathering = { address, month: null, rows: [], ranges: [] };
    this.early.set(kind, early);
    return early;
  }
}

const kindOf = (address: Address): string => `${officesOf(address)} ${address.form.code}`;

/** Undefined when it cannot be read: no month, or a record whose items may not be where they belong. */
function monthOf(form: Form, { values }: CombinedRow): string | null | undefined {
  if (form.fileName.month === 'none') return null;
  const column = form.fields.find((field) => field.id === form.monthField)?.number ?? 0;
  if (values.length !== form.fields.length + LEADING_COLUMNS) return undefined;
  const month = values[column - 1 + LEADING_COLUMNS] ?? '';
  const isNone = form.fileName.month === 'serviceMonthOrNone' && month === NO_MONTH;
  return isNone || (/^[0-9]{6}$/.test(month) && isMonth(month)) ? month : undefined;
}
