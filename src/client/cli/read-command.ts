import { Command } from 'commander';
import { readFiles } from '../../standard/reading/read-units.js';
import { languageOption } from './language-option.js';
import { CallRefused, OfflineOptions, OfflineResult, runOffline } from './offline-command.js';
import { findFiles, loadFiles } from './paths.js';
import { unitLines, unnamedLines } from './reading-lines.js';

/**
 * `careplan read PATH…`: what units say, in Japanese names or, with --lang en, by identifiers; empty items are left out.
 *
 * `--json` prints `{ "units": [ReadUnit], "unnamed": [{ "file", "size", "sha256" }] }`; ReadUnit and the shape of each
 * value are told in `standard/reading/read-unit.ts`. Members may be added, never renamed.
 *
 * Exits 0, also for faulty files, which `careplan check` judges; 2 when a path cannot be read or holds no files.
 */
export function readCommand(): Command {
  return new Command('read')
    .description('read units in plain words, or as JSON with typed values, offline')
    .argument('<path...>', 'files, or folders with their subfolders')
    .option('--json', 'print the content as JSON')
    .addOption(languageOption())
    .action((paths: string[], options: OfflineOptions) => runOffline(options, () => read(paths, options)));
}

async function read(paths: readonly string[], { lang }: OfflineOptions): Promise<OfflineResult> {
  const sets = await findFiles(paths);
  if (sets.every((set) => set.files.length === 0)) {
    throw new CallRefused({ ja: '読むファイルがありません。', en: 'no files to read' });
  }
  const readings = await Promise.all(sets.map(async (set) => readFiles(await loadFiles(set.files))));
  const units = readings.flatMap((reading) => reading.units);
  const unnamed = readings.flatMap((reading) => reading.unnamed);
  const blocks = units.map((unit) => unitLines(unit, lang));
  if (unnamed.length > 0) blocks.push(unnamedLines(unnamed, lang));
  return {
    json: { units, unnamed },
    lines: blocks.flatMap((lines, index) => (index > 0 ? ['', ...lines] : lines)),
    exitCode: 0,
  };
}
