import { ServiceOffice, TrialOffice } from './cast.js';
import { Cells } from './cells.js';
import { Episode } from './episode.js';
import { EXPECTED, Held, PLAN_TEXTS, Visits } from './expected.js';

type Entry = readonly [subject: string, cells: ReadonlyMap<string, string>];

const VISITS = /^(?<days>\d+(?: \d+)*) @(?<time>\d\d:\d\d-\d\d:\d\d)$/;

/** What an office must hold when every episode has come to a step: `stepOf` says to which, 0 before the first. */
export function cellsExpected(
  office: TrialOffice,
  episodes: readonly Episode[],
  stepOf: (episode: Episode) => number,
): Cells {
  return new Map(
    episodes.flatMap((episode) => {
      const outcomes = EXPECTED[episode.pattern];
      const held = outcomes[Math.min(stepOf(episode), outcomes.length) - 1];
      if (held === undefined) return [];
      if (office.letter === episode.careManager.letter) return actualEntries(episode, held);
      return episode.services.some(({ letter }) => letter === office.letter) ? planEntries(office, episode, held) : [];
    }),
  );
}

/** At a service office: the plan, and the slips that name it. */
function planEntries(office: TrialOffice, episode: Episode, { plan, slip, next }: Held): Entry[] {
  const entries: Entry[] = [];
  if (plan !== undefined)
    entries.push([subject(episode, 'plan', `${dashed(before(episode.month))}-20`), planCells(episode, plan)]);
  const slips: [string, Visits | undefined][] = [[episode.month, slip], [episode.next, next]]; // prettier-ignore
  for (const [month, visits] of slips) {
    const isNamed = episode.services.some((each, at) => each.letter === office.letter && visits?.[at]);
    if (visits !== undefined && isNamed) {
      entries.push([subject(episode, 'slip', dashed(month)), slipCells(episode.services, month, visits)]);
    }
  }
  return entries;
}

/** At the care-manager office: from each service office its own actuals. */
function actualEntries(episode: Episode, { actual }: Held): Entry[] {
  return episode.services.flatMap((service, at): Entry[] => {
    const visits = actual?.[at];
    if (!visits) return [];
    const key = `${subject(episode, 'actual', dashed(episode.month))} ${service.number} ${service.serviceType}`;
    return [[key, new Map([['様式 UPJSK', 'あり'], ...visitCells(service, episode.month, visits)])]];
  });
}

function planCells({ services, version }: Episode, edition: keyof typeof PLAN_TEXTS): Map<string, string> {
  const { policy, issue, phone } = PLAN_TEXTS[edition];
  return new Map([
    ['様式 UP1KYO', '1'],
    ['様式 UP2KYO', `${services.length}`],
    ...(version === '202208' ? [] : [['様式 UP3KYO', `${services.length}`] as const]), // since edition 4.0
    ['様式 UPHOSOKU', '1'],
    ['総合的な援助の方針', policy],
    ['課題', issue],
    ['利用者電話番号', phone],
  ]);
}

function slipCells(services: readonly ServiceOffice[], month: string, visits: Visits): Map<string, string> {
  const named = services.flatMap((service, at) => {
    const cells = visits[at] ? visitCells(service, month, visits[at]) : [];
    return cells.length === 0 ? [] : [...cells, [`${service.number} 回数`, `${cells.length}`] as const];
  });
  return new Map([['様式 UPPLAN', 'あり'], ['様式 UPSIKYU', 'あり'], ['様式 UPHOSOKU', 'あり'], ...named]); // prettier-ignore
}

function visitCells({ number }: ServiceOffice, month: string, visits: string): (readonly [string, string])[] {
  return visits.split('; ').flatMap((some) => {
    const { days, time } = VISITS.exec(some)?.groups ?? {};
    if (days === undefined || time === undefined) throw new RangeError(`not days and time: ${some}`);
    return days.split(' ').map((day) => [`${number} ${dashed(month)}-${day.padStart(2, '0')}`, time] as const);
  });
}

const subject = ({ person }: Episode, group: string, link: string): string =>
  `${group} ${person.insurerNumber} ${person.insuredNumber} ${link}`;

const dashed = (month: string): string => `${month.slice(0, 4)}-${month.slice(4)}`;

/** The month before; no trial month is a January. */
const before = (month: string): string => String(Number(month) - 1);
