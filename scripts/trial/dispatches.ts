import { ServiceOffice, TrialOffice } from './cast.js';
import { Episode } from './episode.js';
import { Edit, groupOf, Operation, PATTERNS, Step, Visit, Which } from './patterns.js';
import { UnitRecords } from './unit-records.js';
import { actualDeleteRecords, actualRecords } from './actual-records.js';
import { planDeleteRecords, planRecords } from './plan-records.js';
import { slipDeleteRecords, slipRecords } from './slip-records.js';

/** One unit that one office sends to another, because of one step of one person's pattern. */
export interface Dispatch {
  readonly episode: Episode;
  /** 1 for ①. */
  readonly step: number;
  readonly operation: Operation;
  readonly from: TrialOffice;
  readonly to: TrialOffice;
  readonly unit: UnitRecords;
}

/** All that is sent in an episode, in order: each step changes what the one before left. */
export function dispatchesOf(episode: Episode): Dispatch[] {
  const planned: (readonly Visit[])[] = [[]];
  let actual: readonly Visit[] = [];
  return PATTERNS[episode.pattern].steps.flatMap((step, index) => {
    const { operation, edits = [] } = step;
    const before = planned.at(-1) ?? [];
    planned.push(operation === 'slip-create' || operation === 'slip-update' ? edits.reduce(edited, before) : before);
    if (groupOf(operation) === 'actual') {
      actual = edits.reduce(edited, operation === 'actual-create' ? (planned[step.asPlannedAfter ?? 0] ?? []) : actual);
    }
    const sent = (service: Which): UnitRecords => unitOf(episode, step, planned.at(-1) ?? [], actual, service);
    return concerned(episode, step, groupOf(operation) === 'actual' ? actual : (planned.at(-1) ?? [])).map(
      (service) => {
        const office = episode.services[service] as ServiceOffice;
        const isBack = groupOf(operation) === 'actual';
        const [from, to] = isBack ? [office, episode.careManager] : [episode.careManager, office];
        return { episode, step: index + 1, operation, from, to, unit: sent(service) };
      },
    );
  });
}

/** The services whose offices a step is about: slips and actuals go only where the person has a visit (付8 2-3). */
function concerned({ services }: Episode, step: Step, visits: readonly Visit[]): Which[] {
  const all = services.map((_, index) => index as Which);
  if (step.firstOnly) return all.slice(0, 1);
  const isAboutVisits = ['slip-create', 'slip-update', 'actual-create', 'actual-update'].includes(step.operation);
  return isAboutVisits ? all.filter((service) => visits.some((visit) => visit.service === service)) : all;
}

function unitOf(
  episode: Episode,
  { operation, edits = [] }: Step,
  planned: readonly Visit[],
  actual: readonly Visit[],
  service: Which,
): UnitRecords {
  switch (operation) {
    case 'plan-create':
      return planRecords(episode, 'first');
    case 'plan-update':
      return planRecords(episode, 'revised');
    case 'plan-delete':
      return planDeleteRecords(episode);
    case 'slip-create':
    case 'slip-update':
      return slipRecords(episode, episode.month, planned);
    case 'slip-next-month':
      return slipRecords(episode, episode.next, edits.reduce(edited, []));
    case 'slip-delete':
      return slipDeleteRecords(episode);
    case 'actual-create':
    case 'actual-update':
      return actualRecords(episode, service, actual);
    case 'actual-delete':
      return actualDeleteRecords(episode, service);
  }
}

function edited(visits: readonly Visit[], edit: Edit): readonly Visit[] {
  if (edit.kind === 'add') return [...visits, ...edit.visits];
  const isMeant = ({ service, day }: Visit): boolean => service === edit.service && day === edit.day;
  if (!visits.some(isMeant)) throw new RangeError(`no visit on day ${edit.day} to ${edit.kind}`);
  switch (edit.kind) {
    case 'cancel':
      return visits.filter((visit) => !isMeant(visit));
    case 'move':
      return visits.map((visit) => (isMeant(visit) ? { ...visit, day: edit.toDay } : visit));
    case 'retime':
      return visits.map((visit) => (isMeant(visit) ? { ...visit, from: edit.from, to: edit.to } : visit));
  }
}
