import { Command } from 'commander';
import { checkSent, SentOptions } from '../../standard/combined/check-sent.js';
import { CheckReport, MAX_FINDINGS } from '../../standard/check.js';
import { unitName } from '../../standard/display-names.js';
import { compareFindings, Finding } from '../../standard/findings.js';
import { offlineReport } from '../../standard/report.js';
import { Language } from '../language.js';
import { languageOption } from './language-option.js';
import { CallRefused, OfflineOptions, OfflineResult, runOffline } from './offline-command.js';
import { FileSet, findFiles, piecesOf } from './paths.js';

/** More than any sender has in a month; a zip that holds more is a bomb. */
const LIMITS: SentOptions = { archives: { files: 10_000, bytes: 512 * 1024 * 1024 } };

/** `careplan check PATH…`: exits 0 without errors, 1 with errors, 2 when something cannot be read. */
export function checkCommand(): Command {
  return new Command('check')
    .description('check files or folders against the standard, offline')
    .argument('<path...>', 'files, looked at together, or folders, each looked at for itself and with its subfolders')
    .option('--json', 'print the report as JSON')
    .addOption(languageOption())
    .addHelpText(
      'after',
      '\nIn folders, hidden files and .json files (manifests, earlier reports) are passed over. A zip is checked by the\n' +
        'files in it, a COMBINED_sender_sequence.CSV by the files that it divides into.',
    )
    .action((paths: string[], options: OfflineOptions) => runOffline(options, () => check(paths, options)));
}

async function check(paths: readonly string[], { lang }: OfflineOptions): Promise<OfflineResult> {
  const sets = await findFiles(paths);
  if (sets.every((set) => set.files.length === 0)) {
    throw new CallRefused({ ja: '点検するファイルがありません。', en: 'no files to check' });
  }
  const report = await checkSets(sets);
  return { json: offlineReport(report), lines: readable(report, lang), exitCode: report.ok ? 0 : 1 };
}

/** One report of all sets. A file is called by its bare name, or by its path where two have the same name. */
async function checkSets(sets: readonly FileSet[]): Promise<CheckReport> {
  const names = sets.flatMap((set) => [...new Set(set.files.map((file) => file.name))]);
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  const reports: CheckReport[] = [];
  for (const { files } of sets) {
    const report = await checkSent(
      files.map((file) => ({ name: file.name, pieces: () => piecesOf(file) })),
      LIMITS,
    );
    const called = new Map(files.map(({ name, label }) => [name, repeated.has(name) ? label : name]));
    const callOf = (name: string) => called.get(name) ?? name;
    reports.push({
      ...report,
      units: report.units.map((unit) => ({ ...unit, files: unit.files.map(callOf) })),
      findings: report.findings.map((each) => ({ ...each, file: each.file === null ? null : callOf(each.file) })),
    });
  }
  return {
    ok: reports.every((report) => report.ok),
    units: reports.flatMap((report) => report.units),
    findings: reports
      .flatMap((report) => report.findings)
      .sort(compareFindings)
      .slice(0, MAX_FINDINGS),
    findingsTotal: reports.reduce((total, report) => total + report.findingsTotal, 0),
  };
}

const WORDS = {
  ja: { ok: '誤りはありません。', errors: '誤りがあります。', error: '誤り', warning: '警告', row: '行', column: '列' },
  en: {
    ok: 'No errors.',
    errors: 'There are errors.',
    error: 'error',
    warning: 'warning',
    row: 'row',
    column: 'column',
  },
} as const;

function readable({ ok, units, findings, findingsTotal }: CheckReport, language: Language): string[] {
  const words = WORDS[language];
  const lines = units.map((unit) =>
    [unitName(unit.kind)[language], unit.version, `${unit.sender} → ${unit.receiver}`, unit.month, unit.sequence]
      .filter((part) => part !== null)
      .join('  '),
  );
  lines.push(...findings.map((finding) => findingLine(finding, language)));
  if (findingsTotal > findings.length) lines.push(`… ${findings.length} / ${findingsTotal}`);
  lines.push(ok ? words.ok : words.errors);
  return lines;
}

function findingLine({ file, row, column, item, rule, severity, message }: Finding, language: Language): string {
  const words = WORDS[language];
  const place = [
    file,
    row === null ? null : `${words.row} ${row}`,
    column === null ? null : `${words.column} ${column}`,
    item,
  ].filter((part) => part !== null);
  return `${[...place, `${words[severity]} [${rule}]`].join(', ')}: ${message[language]}`;
}
