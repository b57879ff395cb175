import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { Command, Option } from 'commander';
import { checkFiles, CheckReport, MAX_FINDINGS, SourceFile } from '../../standard/check.js';
import { unitName } from '../../standard/display-names.js';
import { compareFindings, Finding } from '../../standard/findings.js';
import { offlineReport } from '../../standard/report.js';

type Language = 'ja' | 'en';

/** Files that are looked at together; `label` is what the report calls each of them when bare names are not enough. */
interface FileSet {
  readonly files: readonly (SourceFile & { readonly label: string })[];
}

/** `careplan check PATH…`: exits 0 without errors, 1 with errors, 2 when something cannot be read. */
export function checkCommand(): Command {
  return new Command('check')
    .description('check files or folders against the standard, offline')
    .argument('<path...>', 'files, looked at together, or folders, each looked at for itself and with its subfolders')
    .option('--json', 'print the report as JSON')
    .addOption(new Option('--lang <language>', 'language of the readable report').choices(['ja', 'en']))
    .addHelpText('after', '\nIn folders, hidden files and .json files (manifests, earlier reports) are passed over.')
    .action(async (paths: string[], options: { json?: boolean; lang?: Language }) => {
      process.exitCode = await check(paths, options.json ?? false, options.lang ?? languageOf(process.env['LANG']));
    });
}

const languageOf = (locale: string | undefined): Language => (locale?.startsWith('ja') ? 'ja' : 'en');

async function check(paths: readonly string[], asJson: boolean, language: Language): Promise<number> {
  let sets: readonly FileSet[];
  try {
    sets = await readSets(paths);
  } catch (error) {
    process.stderr.write(`careplan: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
  if (sets.every((set) => set.files.length === 0)) {
    process.stderr.write('careplan: no files to check\n');
    return 2;
  }
  const report = merge(sets);
  process.stdout.write(asJson ? `${JSON.stringify(offlineReport(report), null, 2)}\n` : readable(report, language));
  return report.ok ? 0 : 1;
}

/** Files named one by one form one set; so does each folder, since a unit lies in one folder. */
async function readSets(paths: readonly string[]): Promise<readonly FileSet[]> {
  const single: FileSet['files'][number][] = [];
  const folders: FileSet[] = [];
  for (const path of paths) {
    if ((await stat(path)).isDirectory()) folders.push(...(await readFolder(path, path)));
    else single.push(await readSource(path, path));
  }
  return single.length === 0 ? folders : [{ files: single }, ...folders];
}

async function readFolder(folder: string, root: string): Promise<readonly FileSet[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
  const visible = entries.filter((entry) => !entry.name.startsWith('.'));
  const files = await Promise.all(
    visible
      .filter((entry) => !entry.isDirectory() && !/\.json$/i.test(entry.name))
      .map((entry) => readSource(join(folder, entry.name), relative(root, join(folder, entry.name)))),
  );
  const subfolders: FileSet[] = [];
  for (const entry of visible.filter((each) => each.isDirectory())) {
    subfolders.push(...(await readFolder(join(folder, entry.name), root)));
  }
  return [{ files }, ...subfolders];
}

async function readSource(path: string, label: string) {
  return { name: basename(path), bytes: await readFile(path), label };
}

/** One report of all sets. A file is called by its bare name, or by its path where two have the same name. */
function merge(sets: readonly FileSet[]): CheckReport {
  const names = sets.flatMap((set) => [...new Set(set.files.map((file) => file.name))]);
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  const reports = sets.map((set) => {
    const called = new Map(set.files.map(({ name, label }) => [name, repeated.has(name) ? label : name]));
    const callOf = (name: string) => called.get(name) ?? name;
    const report = checkFiles(set.files);
    return {
      ...report,
      units: report.units.map((unit) => ({ ...unit, files: unit.files.map(callOf) })),
      findings: report.findings.map((each) => ({ ...each, file: each.file === null ? null : callOf(each.file) })),
    };
  });
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

function readable({ ok, units, findings, findingsTotal }: CheckReport, language: Language): string {
  const words = WORDS[language];
  const lines = units.map((unit) =>
    [unitName(unit.kind)[language], unit.version, `${unit.sender} → ${unit.receiver}`, unit.month, unit.sequence]
      .filter((part) => part !== null)
      .join('  '),
  );
  lines.push(...findings.map((finding) => findingLine(finding, language)));
  if (findingsTotal > findings.length) lines.push(`… ${findings.length} / ${findingsTotal}`);
  lines.push(ok ? words.ok : words.errors);
  return `${lines.join('\n')}\n`;
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
