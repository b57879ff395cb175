import { CheckedRecord } from './check-record.js';
import { CsvRecord } from './csv.js';

/** A person (利用者) as the forms name one: relations compare these two numbers only. */
export interface Person {
  readonly insurerNumber: string;
  readonly insuredNumber: string;
}

/** 保険者番号 and 被保険者番号 are the second and third item of every form with records. */
export const INSURER_COLUMN = 2;
export const INSURED_COLUMN = 3;

interface Seen extends Person {
  readonly row: number;
  served: boolean;
}

const keyOf = ({ insurerNumber, insuredNumber }: Person): string => `${insurerNumber}/${insuredNumber}`;

/** The persons of one file, each with the first row, and whether some row is of the destination office. */
export class Persons {
  private readonly seen = new Map<string, Seen>();
  /** The person of the row before: the rows of a person mostly follow each other. */
  private last: Seen | null = null;

  /** True when some row could not be attributed: then "not in this file" cannot be said of anyone. */
  incomplete = false;

  add(row: number, { insurerNumber, insuredNumber }: Person, served: boolean): void {
    if (this.last?.insuredNumber !== insuredNumber || this.last.insurerNumber !== insurerNumber) {
      this.last = this.personOf(row, insurerNumber, insuredNumber);
    }
    this.last.served ||= served;
  }

  private personOf(row: number, insurerNumber: string, insuredNumber: string): Seen {
    const key = keyOf({ insurerNumber, insuredNumber });
    let person = this.seen.get(key);
    if (person === undefined) {
      person = { row, insurerNumber, insuredNumber, served: false };
      this.seen.set(key, person);
    }
    return person;
  }

  has(person: Person): boolean {
    return this.seen.has(keyOf(person));
  }

  /** In the order of their first rows. */
  all(): readonly Readonly<Seen>[] {
    return [...this.seen.values()];
  }
}

/**
 * Collects the persons of a file while it is read. A row with a fault is given the benefit of the doubt: it has its
 * finding, and must not bring a second one about a person.
 */
export class PersonCollector {
  readonly persons = new Persons();

  constructor(private readonly receiver: string) {}

  take(row: number, { values, fault }: CsvRecord, { faults, layout }: CheckedRecord): void {
    const person = {
      insurerNumber: values[INSURER_COLUMN - 1] ?? '',
      insuredNumber: values[INSURED_COLUMN - 1] ?? '',
    };
    const isSound = (column: number) => faults.length === 0 || !faults.some((each) => each.column === column);
    // A quote that was not closed in time may have swallowed whole records.
    if (fault !== null && (layout === null || fault.kind !== 'bare-quote')) this.persons.incomplete = true;
    if (layout === null) {
      // A line end that is lost makes two records one: whoever stands in the second may be missed elsewhere.
      this.persons.incomplete = true;
      if (looksLikePerson(person)) this.persons.add(row, person, true);
    } else if (isSound(INSURER_COLUMN) && isSound(INSURED_COLUMN)) {
      const office = layout.officeColumn;
      const served = office !== undefined && (values[office - 1] === this.receiver || !isSound(office));
      this.persons.add(row, person, served);
    } else {
      this.persons.incomplete = true;
    }
  }
}

function looksLikePerson({ insurerNumber, insuredNumber }: Person): boolean {
  return /^\d{6}$/.test(insurerNumber) && /^(\d{10}|H\d{9})$/.test(insuredNumber);
}
