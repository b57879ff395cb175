import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { sourceFiles } from '../../test/corpus/corpus-unit.js';
import { everyKind, VERSIONS } from '../../test/corpus/every-kind.js';
import { Case, CaseGroup, expectation, told } from '../../test/corpus/expected.js';
import { byteCases } from '../../test/corpus/faulty-bytes.js';
import { faultyCells } from '../../test/corpus/faulty-cells.js';
import { conditionCases } from '../../test/corpus/faulty-conditions.js';
import { consequenceCases } from '../../test/corpus/faulty-consequences.js';
import { csvCases } from '../../test/corpus/faulty-csv.js';
import { imageCases } from '../../test/corpus/faulty-images.js';
import { monthCases } from '../../test/corpus/faulty-months.js';
import { nameCases } from '../../test/corpus/faulty-names.js';
import { personCases } from '../../test/corpus/faulty-persons.js';
import { unitCases } from '../../test/corpus/faulty-units.js';
import { versionCases } from '../../test/corpus/faulty-versions.js';
import { CARE_MANAGER, SERVICE_OFFICE } from '../../test/corpus/journey.js';
import { everyCode } from '../../test/corpus/unusual-codes.js';
import { unusualJourneys } from '../../test/corpus/unusual-journeys.js';
import { unusualValues } from '../../test/corpus/unusual-values.js';
import { unusualWriting } from '../../test/corpus/unusual-writing.js';
import { checkFiles } from './check.js';
import { RULE_CODES } from './findings.js';

const NOTHING = { ok: true, findingsTotal: 0, findings: [] };

describe('a valid unit of every kind has no finding', () => {
  const fillings = ['required', 'everything', 'longest'] as const;
  const units = VERSIONS.flatMap((version) =>
    fillings.flatMap((filling) =>
      everyKind(version, { filling }).map((unit) => [version, unit.kind, filling, unit] as const),
    ),
  );

  it.each(units)('%s %s, filled: %s', (version, kind, _, unit) => {
    const report = checkFiles(sourceFiles(unit));
    expect(told(report)).toEqual(NOTHING);
    const leading = unit.tables[0]?.name ?? '';
    expect(report.units).toMatchObject([
      {
        kind,
        version,
        sender: kind.startsWith('actual') ? SERVICE_OFFICE.number : CARE_MANAGER.number,
        receiver: kind.startsWith('actual') ? CARE_MANAGER.number : SERVICE_OFFICE.number,
        sequence: '20250325100000',
        month: /_(\d{6})_/.exec(leading)?.[1] ?? null,
        files: sourceFiles(unit)
          .map((file) => file.name)
          .sort(),
      },
    ]);
  });
});

describe('an unusual but valid unit has no finding', () => {
  it.each([...unusualWriting, ...unusualValues, ...everyCode, ...unusualJourneys])('$title', ({ files, kinds }) => {
    const report = checkFiles(files);
    expect(told(report)).toEqual(NOTHING);
    expect(report.units.map((unit) => unit.kind).sort()).toEqual([...kinds].sort());
  });
});

/** Names against manifest and signer need the caller; attachments and a zip have specs of their own. */
const NOT_HERE = [
  'sender-mismatch',
  'receiver-mismatch',
  'attachment-name',
  'attachment-size',
  'attachment-active',
  'archive',
];

const tables: Readonly<Record<string, readonly Case[]>> = {
  'a broken condition': conditionCases,
  'a person, or actuals, out of place': personCases,
  'a wrong version': versionCases,
  'a month out of place': monthCases,
  'damaged CSV': csvCases,
  'bytes outside MS932': byteCases,
  'a wrong name': nameCases,
  'files that are no unit': unitCases,
  'an image that is none': imageCases,
  'with consequences': consequenceCases,
};

describe('one fault gives one finding, at its place', () => {
  const groups = [...faultyCells(), ...Object.entries(tables).flatMap(([subject, cases]) => byRule(subject, cases))];

  it.each(groups)('$title', ({ cases }) => {
    expect(judgedOtherwise(cases)).toEqual([]);
  });

  it('in thousands of cases, of every rule of units', () => {
    const cases = groups.flatMap((group) => group.cases);
    expect(cases.length).toBeGreaterThan(5000);
    const covered = new Set(cases.map(({ expected }) => expected.rule));
    expect(RULE_CODES.filter((rule) => !covered.has(rule))).toEqual(NOT_HERE);
  });
});

function byRule(subject: string, cases: readonly Case[]): CaseGroup[] {
  return [...new Set(cases.map(({ expected }) => expected.rule))].map((rule) => {
    const ofRule = cases.filter(({ expected }) => expected.rule === rule);
    return { title: `${rule}: ${subject} (${ofRule.length} cases)`, cases: ofRule };
  });
}

/** The cases whose report is not the expected one, each with what was told instead. */
function judgedOtherwise(cases: readonly Case[]) {
  return cases
    .map(({ title, files, expected }) => ({
      title,
      expected: expectation(expected),
      received: told(checkFiles(files)),
    }))
    .filter(({ expected, received }) => !isDeepStrictEqual(received, expected));
}
