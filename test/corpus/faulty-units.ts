import type { SourceFile } from '../../src/standard/check.js';
import {
  actualDeleteUnit,
  actualUnit,
  deleteUnit,
  planUnit,
  useSlipDeleteUnit,
  useSlipUnit,
} from './care-manager-units.js';
import { CorpusUnit, sourceFiles } from './corpus-unit.js';
import { VERSIONS } from './every-kind.js';
import { Case } from './expected.js';
import { Journey } from './journey.js';
import { combinedPreventiveUnit, preventivePlanUnit, userBasicUnit } from './preventive-units.js';

/** Without a file: the fault is of the unit as a whole (one is missing). */
function noUnit(title: string, files: readonly SourceFile[], file?: string): Case {
  return { title, files, expected: { rule: 'unit', version: '202407', file } };
}

const formOf = (file: SourceFile): string => /^[A-Z0-9]+(_(SUB[12]?|IMAGE))?/.exec(file.name)?.[0] ?? '';

function without(unit: CorpusUnit, ...forms: string[]): Case {
  const files = sourceFiles(unit).filter((file) => !forms.includes(formOf(file)));
  return noUnit(`${unit.kind} of ${unit.version} without ${forms.join(' and ')}`, files);
}

const missing: Case[] = [
  ...VERSIONS.flatMap((version) => [
    ...['UPPLAN', 'UPSIKYU', 'UPHOSOKU'].map((form) => without(useSlipUnit(version), form)),
    ...['UP1KYO', 'UP2KYO', 'UPHOSOKU'].map((form) => without(planUnit(version), form)),
    without(useSlipUnit(version), 'UPPLAN', 'UPSIKYU'),
  ]),
  without(planUnit(), 'UP3KYO'),
  without(planUnit(), 'UP2KYO', 'UP3KYO'),
  without(userBasicUnit(), 'UPKIHON'),
  without(preventivePlanUnit(), 'UPYOBO'),
  without(combinedPreventiveUnit(), 'UPKIHON'),
];

/** One file of another unit, under the sequence of a whole one. */
function oneTooMany(unit: CorpusUnit, other: CorpusUnit, form: string): Case {
  const extra = sourceFiles(other).filter((file) => formOf(file) === form);
  const title = `${form} of a ${other.kind} unit in a ${unit.kind} unit of ${unit.version}`;
  return noUnit(title, [...sourceFiles(unit), ...extra], extra[0]?.name);
}

const may: Partial<Journey> = { month: '202505' };
const tooMany: Case[] = [
  ...VERSIONS.flatMap((version) => [
    oneTooMany(planUnit(version), useSlipUnit(version), 'UPPLAN'),
    oneTooMany(planUnit(version), useSlipUnit(version), 'UPSIKYU'),
    oneTooMany(planUnit(version), useSlipUnit(version), 'UPHOSOKU'),
    oneTooMany(useSlipUnit(version), planUnit(version), 'UPHOSOKU'),
    oneTooMany(useSlipUnit(version), planUnit(version), 'UP1KYO'),
    oneTooMany(useSlipUnit(version), useSlipDeleteUnit(version), 'DLTPLAN'),
    oneTooMany(planUnit(version), deleteUnit('DLT1KYO', version), 'DLT1KYO'),
    oneTooMany(useSlipUnit(version), useSlipUnit(version, may), 'UPPLAN'),
    oneTooMany(useSlipUnit(version), useSlipUnit(version, may), 'UPSIKYU'),
    oneTooMany(useSlipUnit(version), useSlipUnit(version, may), 'UPHOSOKU'),
    oneTooMany(actualUnit(version), actualDeleteUnit(version), 'DLTJSK'),
    oneTooMany(actualUnit(version), actualUnit(version, may), 'UPJSK'),
    oneTooMany(actualDeleteUnit(version), actualDeleteUnit(version, may), 'DLTJSK'),
  ]),
  oneTooMany(useSlipUnit(), preventivePlanUnit(), 'UPYOBO'),
  oneTooMany(useSlipUnit(), planUnit(), 'UP3KYO'),
  oneTooMany(userBasicUnit(), deleteUnit('DLTKIHON'), 'DLTKIHON'),
  oneTooMany(preventivePlanUnit(), deleteUnit('DLTYOBO'), 'DLTYOBO'),
  oneTooMany(planUnit(), userBasicUnit(), 'UPKIHON'),
];

/** One file whose name tells of another journey than the rest of its unit. */
function apart(unit: CorpusUnit, form: string, title: string, from: string, to: string): Case {
  const files = sourceFiles(unit).map((file) =>
    formOf(file) === form ? { ...file, name: file.name.replace(from, to) } : file,
  );
  return noUnit(`another ${title} of ${form} in a ${unit.kind} unit of ${unit.version}`, files);
}

const journeysApart = VERSIONS.flatMap((version) =>
  [useSlipUnit(version), planUnit(version)].flatMap((unit) =>
    unit.tables.flatMap(({ form }) => [
      apart(unit, form, 'sequence', '20250325100000', '20250325100001'),
      apart(unit, form, 'sender', '1371215102', '1399999999'),
      // Of UPPLAN see the disputed cases.
      ...(form === 'UPPLAN' ? [] : [apart(unit, form, 'receiver', '1370000011', '1399999999')]),
      ...(version === '202407' ? [apart(unit, form, 'service type', '_11_', '_12_')] : []),
    ]),
  ),
);

const together = (...units: CorpusUnit[]): SourceFile[] => units.flatMap(sourceFiles);

export const unitCases: readonly Case[] = [
  ...missing,
  ...tooMany,
  ...journeysApart,
  noUnit('plan and use slip under one sequence', together(planUnit(), useSlipUnit())),
  noUnit('plan and use slip of 202208 under one sequence', together(planUnit('202208'), useSlipUnit('202208'))),
  noUnit('use slip and basic information under one sequence', together(useSlipUnit(), userBasicUnit())),
];
