import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface UnitFile {
  readonly name: string;
  readonly bytes: Buffer;
}

const folder = 'test/fixtures/units/applicable/202407/2-use-slip';
const samplePerson = '1234567896';

/** An ordinary use-slip unit of three files: as many persons as it takes to fill the given number of bytes. */
export function useSlipOf(bytes: number): UnitFile[] {
  const sample = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'latin1') }));
  const perPerson = sample.reduce((sum, { text }) => sum + text.length, 0);
  const persons = Math.max(1, Math.round(bytes / perPerson));
  return sample.map(({ name, text }) => ({
    name,
    bytes: Buffer.from(
      Array.from({ length: persons }, (_, person) =>
        text.replaceAll(samplePerson, String(1_000_000_000 + person)),
      ).join(''),
      'latin1',
    ),
  }));
}

/** The same unit between two offices under its own sequence. The rows name the destination, too. */
export function addressed(
  unit: readonly UnitFile[],
  sender: string,
  destination: string,
  sequence: string,
): UnitFile[] {
  return unit.map(({ name, bytes }) => ({
    name: name
      .replace('1371215102', sender)
      .replace('1370000011', destination)
      .replace(/\d{14}(?=\.CSV$)/, sequence),
    bytes: Buffer.from(
      bytes.toString('latin1').replaceAll('1371215102', sender).replaceAll('1370000011', destination),
      'latin1',
    ),
  }));
}

/** Sequences are date-times and must be real ones: one second after the other. */
export function sequenceAt(index: number): string {
  const moment = new Date(Date.UTC(2025, 2, 1) + index * 1000);
  return moment.toISOString().replaceAll(/[-:T]/g, '').slice(0, 14);
}
