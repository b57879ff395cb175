import { planUnit, useSlipUnit } from './care-manager-units.js';
import { sourceFiles, withBytes } from './corpus-unit.js';
import { VERSIONS } from './every-kind.js';
import { Case, faultIn } from './expected.js';
import { combinedPreventiveUnit, userBasicUnit } from './preventive-units.js';

/** One fault that has consequences elsewhere: they must not be told as further findings, nor in its place. */
const plans = VERSIONS.map((version) => planUnit(version));
const slips = VERSIONS.map((version) => useSlipUnit(version));

/** "One fault gives one finding": the person of the record swallowed is in the file after all. */
const runTogether: Case[] = (
  [
    ...plans.map((unit) => [unit, 'UP1KYO'] as const),
    ...slips.map((unit) => [unit, 'UPPLAN'] as const),
    [userBasicUnit(), 'UPKIHON'] as const,
  ] as const
).map(([unit, form]) => {
  const files = withBytes(unit, form, (bytes) => bytes.replace('\r\n', ','));
  return faultIn(`two records run together: ${form} of ${unit.version}`, files, [unit, form], 'column-count', 1);
});

/** The receiver of one name differs: whom the others serve cannot be judged by it. */
const receiverApart: Case[] = slips.map((unit) => ({
  title: `another receiver of UPPLAN in a use-slip unit of ${unit.version}`,
  files: sourceFiles(unit).map((file) =>
    file.name.startsWith('UPPLAN') ? { ...file, name: file.name.replace('1370000011', '1399999999') } : file,
  ),
  expected: { rule: 'unit', version: unit.version },
}));

/** "No file when one is missing": an annex is there, so its form is missing and not the annex too many. */
const leadingFormMissing: Case = {
  title: 'a combined preventive unit without UPYOBO, its annex there',
  files: sourceFiles(combinedPreventiveUnit()).filter((file) => !/^UPYOBO_\d/.test(file.name)),
  expected: { rule: 'unit', version: '202407' },
};

export const consequenceCases: readonly Case[] = [...runTogether, ...receiverApart, leadingFormMissing];
