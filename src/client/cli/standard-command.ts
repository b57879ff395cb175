import { Command } from 'commander';
import { diffEditions } from '../../standard/changes/diff-editions.js';
import { EDITIONS, HELD } from '../../standard/editions.js';
import { Edition } from '../../standard/layouts/edition.js';
import { editionDifferenceLines } from './edition-difference-lines.js';
import { editionLines, editionSummary } from './edition-lines.js';
import { languageOption } from './language-option.js';
import { CallRefused, OfflineOptions, runOffline } from './offline-command.js';

/** `careplan standard`: the versions of the standard as they are held here. */
export function standardCommand(): Command {
  return new Command('standard')
    .description('the versions of the standard that are held, and what changed between them')
    .addCommand(listCommand())
    .addCommand(diffCommand());
}

/**
 * `careplan standard list`; `--json` prints `{ "versions": [{ "version", "editions", "issued", "appliesFrom", "fileName",
 * "forms": [{ "form", "name", "items" }], "units": [{ "kind", "name" }] }] }`, newest first; issued and appliesFrom are
 * YYYY-MM, items a count.
 */
function listCommand(): Command {
  return new Command('list')
    .description('versions held, with their forms and first service months')
    .option('--json', 'print as JSON')
    .addOption(languageOption())
    .action((options: OfflineOptions) =>
      runOffline(options, async () => ({
        json: { versions: EDITIONS.map(editionSummary) },
        lines: EDITIONS.flatMap((edition, index) => [
          ...(index > 0 ? [''] : []),
          ...editionLines(editionSummary(edition), options.lang),
        ]),
        exitCode: 0,
      })),
    );
}

/** `careplan standard diff OLDER NEWER`; `--json` prints the EditionDifference of `standard/changes/`. Exits 0 or 2. */
function diffCommand(): Command {
  return new Command('diff')
    .description('what a version has otherwise than another: forms, items, conditions, units, file names')
    .argument('<older>', 'CSVバージョン, such as 202208')
    .argument('<newer>', 'CSVバージョン, such as 202407')
    .option('--json', 'print as JSON')
    .addOption(languageOption())
    .action((older: string, newer: string, options: OfflineOptions) =>
      runOffline(options, async () => {
        const difference = diffEditions(heldEdition(older), heldEdition(newer));
        return { json: difference, lines: editionDifferenceLines(difference, options.lang), exitCode: 0 };
      }),
    );
}

function heldEdition(version: string): Edition {
  const edition = HELD.editionOf(version);
  if (edition !== undefined) return edition;
  const held = EDITIONS.map((each) => each.version).join(', ');
  throw new CallRefused({
    ja: `CSVバージョン ${version} はありません。あるのは ${held} です。`,
    en: `no version ${version}; held are ${held}`,
  });
}
