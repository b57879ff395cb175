import { isDeepStrictEqual } from 'node:util';
import { checkFiles, MAX_FINDINGS, type CheckReport, type SourceFile } from '../../src/standard/check.js';
import type { Finding } from '../../src/standard/findings.js';
import { SECRET } from './seed-units.js';

/** What a check guarantees whatever it is given; each says how it was broken, or nothing. */
type Guarantee = (report: CheckReport, files: readonly SourceFile[]) => string | undefined;

/** Numbers of persons, and what only a cell can hold. */
const NEVER_TOLD = [SECRET, '1234567896', 'H123456789', '__proto__'];

const GUARANTEES: readonly Guarantee[] = [
  function okWithoutErrors({ ok, findings, findingsTotal }) {
    const errors = findings.some(({ severity }) => severity === 'error');
    const known = errors || findingsTotal === findings.length;
    return known && ok === errors ? `ok is ${String(ok)}` : undefined;
  },
  function totalOfFindings({ findings, findingsTotal }) {
    const expected = findings.length < MAX_FINDINGS ? findings.length : Math.max(findingsTotal, MAX_FINDINGS);
    return findingsTotal === expected ? undefined : `${findingsTotal} for ${findings.length} findings`;
  },
  function inOrder({ findings }) {
    const at = findings.findIndex((finding, index) => index > 0 && precedes(finding, findings[index - 1] ?? finding));
    return at === -1 ? undefined : `finding ${at} stands too late`;
  },
  function withoutValues({ findings }) {
    const told = findings.map(({ message, item }) => `${message.ja}\n${message.en}\n${item ?? ''}`).join('\n');
    const value = NEVER_TOLD.find((secret) => told.includes(secret));
    return value === undefined ? undefined : `a message tells ${value}`;
  },
  function insideTheFiles({ findings }, files) {
    const lost = findings.find((finding) => !lies(finding, files));
    return lost && `no such place: ${lost.file ?? '-'} ${lost.row ?? '-'} ${lost.column ?? '-'}`;
  },
  function unitsOfTheFiles({ units }, files) {
    const names = new Set(files.map(({ name }) => name));
    return units.every((unit) => unit.files.every((name) => names.has(name))) ? undefined : 'a unit of other files';
  },
];

/** Null, the whole, before its parts. */
function precedes(a: Finding, b: Finding): boolean {
  const [fileA, fileB] = [a.file ?? '', b.file ?? ''];
  if (fileA !== fileB) return fileA < fileB;
  const [rowA, rowB] = [a.row ?? -1, b.row ?? -1];
  if (rowA !== rowB) return rowA < rowB;
  return (a.column ?? -1) < (b.column ?? -1);
}

/** A file has no more records than line ends and one, and no row more items than the file has commas and one. */
function lies({ file, row, column, item }: Finding, files: readonly SourceFile[]): boolean {
  if (file === null) return row === null && column === null && item === null;
  const candidates = files.filter(({ name }) => name === file);
  const most = (pattern: RegExp): number => Math.max(...candidates.map(({ bytes }) => count(bytes, pattern)));
  if (candidates.length === 0 || (row === null && column !== null)) return false;
  if (row !== null && (row < 0 || row > most(/[\r\n]/g) + 2)) return false;
  return column === null ? item === null : column >= 1 && column <= Math.max(most(/,/g) + 1, 71);
}

const count = (bytes: Uint8Array, pattern: RegExp): number =>
  Buffer.from(bytes).toString('latin1').match(pattern)?.length ?? 0;

export interface Outcome {
  /** How each broken guarantee was broken. */
  readonly broken: readonly string[];
  readonly milliseconds: number;
  readonly findings: number;
}

/** Different files under one name, which no folder can hold, are told in the order given. */
function inAnotherOrder(files: readonly SourceFile[]): readonly SourceFile[] {
  return new Set(files.map(({ name }) => name)).size === files.length ? [...files].reverse() : files;
}

/** A case takes milliseconds; a machine may be busy. */
const LONGEST_MS = 10_000;

export function judge(files: readonly SourceFile[]): Outcome {
  const began = performance.now();
  let report: CheckReport;
  try {
    report = checkFiles(files);
  } catch (error) {
    return { broken: [`threw ${String(error)}`], milliseconds: performance.now() - began, findings: 0 };
  }
  const milliseconds = performance.now() - began;
  const broken = GUARANTEES.flatMap((guarantee) => {
    const how = guarantee(report, files);
    return how === undefined ? [] : [`${guarantee.name}: ${how}`];
  });
  if (!isDeepStrictEqual(checkFiles(inAnotherOrder(files)), report)) broken.push('another report in another order');
  if (milliseconds > LONGEST_MS) broken.push(`took ${milliseconds.toFixed()} ms`);
  return { broken, milliseconds, findings: report.findingsTotal };
}
