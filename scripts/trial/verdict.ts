import { TrialOffice } from './cast.js';
import { Cells } from './cells.js';
import { Dispatch } from './dispatches.js';
import { Episode } from './episode.js';
import { FormGroup, groupOf, Operation, PatternId } from './patterns.js';

/** One cell that is not as the scenario has it. */
export interface Difference {
  readonly office: TrialOffice;
  /** Group of forms, insurer, insured person, plan date or month, and, of actuals, the office. */
  readonly subject: string;
  readonly cell: string;
  /** Null: it must not be there; or it is not. */
  readonly expected: string | null;
  readonly found: string | null;
}

export function differences(office: TrialOffice, expected: Cells, found: Cells): Difference[] {
  const subjects = [...new Set([...expected.keys(), ...found.keys()])];
  return subjects.flatMap((subject) => {
    const [should, is] = [expected.get(subject), found.get(subject)];
    const cells = [...new Set([...(should?.keys() ?? []), ...(is?.keys() ?? [])])];
    return cells.flatMap((cell) => {
      const [wanted, held] = [should?.get(cell) ?? null, is?.get(cell) ?? null];
      return wanted === held ? [] : [{ office, subject, cell, expected: wanted, found: held }];
    });
  });
}

/** One cell of 図表121 in one version. */
export interface Box {
  /** ①②… */
  readonly steps: readonly number[];
  /** Pairs of offices × steps: as many units as went out. */
  readonly units: number;
  readonly faults: readonly string[];
}

/** Gathers, for each cell of 図表121, what was sent in it and what went wrong. */
export class Verdict {
  private readonly boxes = new Map<string, { steps: Set<number>; units: number; faults: Set<string> }>();
  /** What belongs to no cell: an office holds what nobody sent. */
  readonly stray = new Set<string>();

  constructor(private readonly dispatches: readonly Dispatch[]) {
    for (const { episode, operation, step } of dispatches) {
      const key = boxKey(episode.version, episode.pattern, operation);
      const box = this.boxes.get(key) ?? { steps: new Set(), units: 0, faults: new Set() };
      this.boxes.set(key, { ...box, steps: box.steps.add(step), units: box.units + 1 });
    }
  }

  blame({ episode, operation }: Dispatch, fault: string): void {
    this.boxes.get(boxKey(episode.version, episode.pattern, operation))?.faults.add(fault);
  }

  /** A difference is laid to the last step of its group of forms that had been taken by then. */
  blameState(difference: Difference, stepsTaken: (episode: Episode) => number): void {
    const { office, subject, cell, expected, found } = difference;
    const fault = `${office.name} ${subject} ${cell}: ${expected ?? '（なし）'} → ${found ?? '（なし）'}`;
    const group = subject.split(' ')[0] as FormGroup;
    const concerned = this.dispatches.filter(
      (each) =>
        groupOf(each.operation) === group && isAbout(subject, each.episode) && each.step <= stepsTaken(each.episode),
    );
    const last = concerned.reduce<Dispatch | null>((a, b) => (a === null || b.step >= a.step ? b : a), null);
    if (last === null) this.stray.add(fault);
    else this.blame(last, fault);
  }

  box(version: string, pattern: PatternId, operation: Operation): Box | null {
    const box = this.boxes.get(boxKey(version, pattern, operation));
    return box === undefined ? null : { steps: [...box.steps].sort(), units: box.units, faults: [...box.faults] };
  }

  faults(): string[] {
    return [...this.stray, ...[...this.boxes.values()].flatMap(({ faults }) => [...faults])];
  }
}

const boxKey = (version: string, pattern: PatternId, operation: Operation): string =>
  [version, pattern, operation].join(' ');

/** The same persons come in both versions: the month tells which. */
function isAbout(subject: string, { person, month, next }: Episode): boolean {
  const [, insurer, insured, link = ''] = subject.split(' ');
  const months = [month, next, String(Number(month) - 1)].map((one) => `${one.slice(0, 4)}-${one.slice(4)}`);
  return insurer === person.insurerNumber && insured === person.insuredNumber && months.includes(link.slice(0, 7));
}
