import { Time } from 'pkijs';

const UTC_TIME = 0;
const GENERALIZED_TIME = 1;

/** Whole seconds; UTCTime through 2049 and GeneralizedTime from 2050 (RFC 5280 §4.1.2.5). */
export function certificateTime(moment: Date): Time {
  const value = new Date(Math.floor(moment.getTime() / 1000) * 1000);
  return new Time({ type: value.getUTCFullYear() < 2050 ? UTC_TIME : GENERALIZED_TIME, value });
}
