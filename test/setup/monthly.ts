import { anew, sampleUnit, SampleFile, serviceOffice } from './world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const slipDeletion = sampleUnit('applicable/202407/5-use-slip-delete');
const actual = sampleUnit('applicable/202407/3-actual');
const actualDeletion = sampleUnit('applicable/202407/4-actual-delete');

const samplePerson = '1234567896';

/** What offices send each other in the month 202504 about these persons, each time under a new sequence. */
export const slipOf = (persons: readonly string[], server = serviceOffice) => about(slip, persons, server);
export const slipDeletionOf = (persons: readonly string[], server = serviceOffice) =>
  about(slipDeletion, persons, server);
export const actualOf = (persons: readonly string[], server = serviceOffice) => about(actual, persons, server);
export const actualDeletionOf = (persons: readonly string[], server = serviceOffice) =>
  about(actualDeletion, persons, server);

/** Different persons, by their insured numbers (被保険者番号). */
export function personsNumbered(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, at) => String(9_000_000_000 + from + at));
}

function about(unit: readonly SampleFile[], persons: readonly string[], server: string): SampleFile[] {
  return anew(unit).map(({ name, bytes }) => {
    const rows = bytes.toString('latin1').replaceAll(serviceOffice, server);
    const content = persons.map((person) => rows.replaceAll(samplePerson, person)).join('');
    return { name: name.replace(serviceOffice, server), bytes: Buffer.from(content, 'latin1') };
  });
}
