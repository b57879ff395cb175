/** The clock as a dependency: tests drive retention, expiry and freshness with one of their own. */
export abstract class Clock {
  abstract now(): Date;
}

/** The machine's clock. Hosts are expected to be synchronised (NTP); tolerances are stated where time is compared. */
export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}
