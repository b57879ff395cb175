import { ListedTransmission } from '../../src/client/answers.js';
import { GatewayClient } from '../../src/client/gateway-client.js';
import { outbox } from '../../src/client/listings.js';
import { CARE_MANAGERS, SERVICE_OFFICES, TrialOffice } from './cast.js';
import { cellsHeld } from './cells.js';
import { Dispatch, dispatchesOf } from './dispatches.js';
import { enrolCast, Mail, TrialGateway } from './enrol-cast.js';
import { Episode, episodesOf, Scope, TRIAL_MONTHS } from './episode.js';
import { cellsExpected } from './expected-cells.js';
import { Mishap, OfficeDesk, Posted } from './office-desk.js';
import { sideBySide } from './side-by-side.js';
import { differences, Verdict } from './verdict.js';

/** Each side keeps as many calls under way as two cores can use. */
const AT_ONCE = 8;

export interface OfficeResult {
  readonly office: TrialOffice;
  readonly sent: number;
  readonly received: number;
  /** What it holds in the end: plans, slips and actuals, each of one person. */
  readonly subjects: number;
  readonly cells: number;
  readonly wrong: number;
}

export interface TrialResult {
  readonly verdict: Verdict;
  readonly versions: readonly string[];
  readonly offices: readonly OfficeResult[];
  /** Care-manager office and service office between which something was sent. */
  readonly pairs: number;
  readonly persons: number;
  readonly sends: number;
  readonly receipts: number;
  /** Seconds of the replay itself, without the enrolments. */
  readonly seconds: number;
}

export interface ReplaySettings {
  readonly scope?: Scope;
  readonly mishap?: Mishap;
  readonly onMonth?: (version: string, month: string) => void;
}

/** Replays the pilot: one version after the other, each round one numbered step of every pattern. */
export async function replay(gateway: TrialGateway, settings: ReplaySettings = {}): Promise<TrialResult> {
  const episodes = episodesOf(settings.scope);
  const dispatches = episodes.flatMap(dispatchesOf);
  const offices = [...CARE_MANAGERS, ...SERVICE_OFFICES].filter((office) =>
    dispatches.some(({ from, to }) => from === office || to === office),
  );
  const mail = await enrolCast(gateway, offices);
  const began = performance.now();
  const run = new Run(episodes, dispatches, offices, mail, settings.mishap ?? ((units) => units));
  for (const { version, month } of TRIAL_MONTHS) {
    if (!episodes.some((episode) => episode.version === version)) continue;
    settings.onMonth?.(version, month);
    await run.month(version);
  }
  await run.close();
  return run.result((performance.now() - began) / 1000);
}

class Run {
  readonly verdict: Verdict;
  private readonly desks: ReadonlyMap<TrialOffice, OfficeDesk>;
  private readonly posted: Posted[] = [];
  /** Steps taken of each version. */
  private readonly taken = new Map<string, number>();
  private receipts = 0;

  constructor(
    private readonly episodes: readonly Episode[],
    private readonly dispatches: readonly Dispatch[],
    private readonly offices: readonly TrialOffice[],
    private readonly mail: Mail,
    private readonly mishap: Mishap,
  ) {
    this.verdict = new Verdict(dispatches);
    this.desks = new Map(offices.map((office) => [office, new OfficeDesk(office, this.clientOf(office))]));
  }

  async month(version: string): Promise<void> {
    const ofVersion = this.dispatches.filter(({ episode }) => episode.version === version);
    const rounds = Math.max(...ofVersion.map(({ step }) => step));
    for (let step = 1; step <= rounds; step++) {
      const due = ofVersion.filter((dispatch) => dispatch.step === step);
      this.posted.push(...(await sideBySide(due, AT_ONCE, (dispatch) => this.desk(dispatch.from).post(dispatch))));
      this.taken.set(version, step);
      await this.receive(step === rounds);
    }
  }

  /**
   * Relays fetch for care-manager offices when the month is over, so that actuals, their corrections and withdrawals lie
   * there together and only their sequence says which is the last. Everybody else looks after every step.
   */
  private async receive(isLast: boolean): Promise<void> {
    const due = this.offices.filter((office) => isLast || office.relay === null || office.serviceType !== '43');
    const received = await sideBySide(due, AT_ONCE, (office) => this.desk(office).receive(this.mishap));
    this.receipts += received.reduce((sum, count) => sum + count, 0);
    for (const office of due) {
      for (const difference of this.differencesAt(office)) this.verdict.blameState(difference, this.stepsTaken);
    }
  }

  /** Every unit must have been accepted, imported exactly once, and confirmed in its sender's eyes. */
  async close(): Promise<void> {
    const imports = new Map<string, number>();
    for (const { kept } of this.desks.values()) {
      for (const unit of kept.imported) imports.set(unit, (imports.get(unit) ?? 0) + 1);
    }
    const states = new Map<string, string[]>();
    for (const office of this.offices) {
      for (const row of await this.outboxOf(office)) {
        const unit = `${row.sender} ${row.destination} ${row.unit?.sequence ?? ''}`;
        states.set(unit, [...(states.get(unit) ?? []), row.state]);
      }
    }
    for (const { dispatch, unit, accepted } of this.posted) {
      if (!accepted) this.verdict.blame(dispatch, `${unit}: 受理されず`);
      const times = imports.get(unit) ?? 0;
      if (times !== 1) this.verdict.blame(dispatch, `${unit}: 取込${times}回`);
      const state = states.get(unit)?.join() ?? '（なし）';
      if (state !== 'confirmed') this.verdict.blame(dispatch, `${unit}: ${state}`);
    }
    const known = new Set(this.posted.map(({ unit }) => unit));
    for (const unit of [...imports.keys(), ...states.keys()]) {
      if (!known.has(unit)) this.verdict.stray.add(`${unit}: 送っていない`);
    }
  }

  result(seconds: number): TrialResult {
    return {
      verdict: this.verdict,
      versions: [...new Set(this.episodes.map(({ version }) => version))],
      offices: this.offices.map((office) => this.officeResult(office)),
      pairs: new Set(this.dispatches.map(({ from, to }) => [from.letter, to.letter].sort().join())).size,
      persons: this.episodes.length,
      sends: this.posted.filter(({ accepted }) => accepted).length,
      receipts: this.receipts,
      seconds,
    };
  }

  private officeResult(office: TrialOffice): OfficeResult {
    const { kept } = this.desk(office);
    const held = [...cellsHeld(kept).values()];
    return {
      office,
      sent: this.posted.filter(({ dispatch }) => dispatch.from === office).length,
      received: kept.imported.length,
      subjects: held.length,
      cells: held.reduce((sum, cells) => sum + cells.size, 0),
      wrong: this.differencesAt(office).length,
    };
  }

  private differencesAt(office: TrialOffice) {
    const expected = cellsExpected(office, this.episodes, this.stepsTaken);
    return differences(office, expected, cellsHeld(this.desk(office).kept));
  }

  private readonly stepsTaken = ({ version }: Episode): number => this.taken.get(version) ?? 0;

  private async outboxOf(office: TrialOffice): Promise<ListedTransmission[]> {
    const client = this.clientOf(office);
    const rows: ListedTransmission[] = [];
    for await (const row of outbox(client, { offices: client.isCarrier ? [office.number] : [] })) rows.push(row);
    return rows;
  }

  private clientOf(office: TrialOffice): GatewayClient {
    const client = this.mail.get(office);
    if (client === undefined) throw new RangeError(`${office.name} is not enrolled`);
    return client;
  }

  private desk(office: TrialOffice): OfficeDesk {
    const desk = this.desks.get(office);
    if (desk === undefined) throw new RangeError(`${office.name} takes no part`);
    return desk;
  }
}
