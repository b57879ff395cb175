import { Command } from 'commander';
import { compareUnits } from '../../standard/reading/compare-units.js';
import { ReadUnit } from '../../standard/reading/read-unit.js';
import { readFiles } from '../../standard/reading/read-units.js';
import { comparisonLines } from './comparison-lines.js';
import { languageOption } from './language-option.js';
import { CallRefused, OfflineOptions, OfflineResult, runOffline } from './offline-command.js';
import { findFiles, loadFiles } from './paths.js';

/**
 * `careplan compare A B`: what two exports mean differently, each a file or a folder. What is no difference is told at
 * `compareUnits`.
 *
 * `--json` prints the Comparison of `standard/reading/comparison.ts`:
 * `{ "same", "units": [{ "same", "otherServiceTypes", "unit": { "a", "b" }, "forms": [{ "form", "name", "file": { "a", "b" },
 * "changed": [{ "row": { "a", "b" }, "keys", "items": [{ "number": { "a", "b" }, "id", "name", "a", "b" }] }],
 * "onlyInA", "onlyInB" }], "files": [{ "a", "b" }] }], "onlyInA", "onlyInB" }`. Members may be added, never renamed.
 *
 * Exits 0 when both mean the same, 1 when not, 2 when a path cannot be read or holds no unit.
 */
export function compareCommand(): Command {
  return new Command('compare')
    .description('compare what two exports mean, whatever their format, version or order; offline')
    .argument('<a>', 'file or folder')
    .argument('<b>', 'file or folder')
    .option('--json', 'print the differences as JSON')
    .addOption(languageOption())
    .addHelpText('after', '\nExits 0 when both mean the same, 1 when not, 2 when something cannot be read.')
    .action((a: string, b: string, options: OfflineOptions) => runOffline(options, () => compare(a, b, options)));
}

async function compare(a: string, b: string, { lang }: OfflineOptions): Promise<OfflineResult> {
  const comparison = compareUnits(await unitsAt(a), await unitsAt(b));
  return { json: comparison, lines: comparisonLines(comparison, lang), exitCode: comparison.same ? 0 : 1 };
}

/** A file whose name tells no form cannot be compared, and must not pass as the same: the call is refused. */
async function unitsAt(path: string): Promise<readonly ReadUnit[]> {
  const sets = await findFiles([path]);
  const readings = await Promise.all(sets.map(async (set) => readFiles(await loadFiles(set.files))));
  const [unnamed] = readings.flatMap((reading) => reading.unnamed);
  if (unnamed !== undefined) {
    throw new CallRefused({
      ja: `${path}: ${unnamed.file} は標準仕様のファイル名ではありません。`,
      en: `${path}: the name ${unnamed.file} is none of the standard`,
    });
  }
  const units = readings.flatMap((reading) => reading.units);
  if (units.length > 0) return units;
  throw new CallRefused({ ja: `${path}: 比較する送信単位がありません。`, en: `${path}: no unit to compare` });
}
