import { OfficeResult, TrialResult } from './replay.js';
import { Operation, OPERATIONS, PATTERN_IDS, PatternId } from './patterns.js';

const HEADINGS: Readonly<Record<Operation, readonly [group: string, operation: string]>> = {
  'plan-create': ['第1・2表', '作成'],
  'plan-update': ['', '更新'],
  'plan-delete': ['', '取り下げ'],
  'slip-create': ['第6表予定・7表', '作成'],
  'slip-update': ['', '更新'],
  'slip-delete': ['', '取り下げ'],
  'slip-next-month': ['', '翌月追加'],
  'actual-create': ['第6表実績', '作成'],
  'actual-update': ['', '更新'],
  'actual-delete': ['', '取り下げ'],
};

const FIRST_WIDTH = 6;
const WIDTH = 13;
const FAULTS_SHOWN = 20;

/** Whether every cell of the table is green, and nothing was found anywhere that belongs to none. */
export const isGreen = ({ verdict, offices }: TrialResult): boolean =>
  verdict.faults().length === 0 && offices.every(({ wrong }) => wrong === 0);

/** 図表121 as it came out, a table for each version; then what the offices hold, and what it took. */
export function reportLines(result: TrialResult): string[] {
  return [
    ...result.versions.flatMap((version) => tableOf(result, version)),
    ...['', '各事業所の取込結果 / what each office holds in the end'],
    ...result.offices.map(officeLine),
    ...faultLines(result.verdict.faults()),
    '',
    `${result.pairs}組の事業所、利用者延べ${result.persons}名: 送信 ${result.sends}、受領確認 ${result.receipts}、${result.seconds.toFixed(1)}秒`,
    `${result.pairs} pairs of offices, ${result.persons} persons: ${result.sends} sent, ${result.receipts} confirmed, ${result.seconds.toFixed(1)} s`,
  ];
}

function tableOf({ verdict }: TrialResult, version: string): string[] {
  const rows = PATTERN_IDS.filter((pattern) => OPERATIONS.some((each) => verdict.box(version, pattern, each) !== null));
  return [
    '',
    `図表121 標準仕様 ${version}（手順 ✓ 組×手順の数） / steps, ✓, pairs × steps`,
    line('', OPERATIONS.map((each) => HEADINGS[each][0])),
    line('', OPERATIONS.map((each) => HEADINGS[each][1])),
    ...rows.map((pattern) => line(pattern, OPERATIONS.map((each) => boxText(verdict.box(version, pattern, each))))),
  ]; // prettier-ignore
}

type BoxOrNone = ReturnType<TrialResult['verdict']['box']>;

function boxText(box: BoxOrNone): string {
  if (box === null) return '';
  const marks = box.steps.map((step) => '①②③④⑤'[step - 1] ?? '').join('');
  return `${marks} ${box.faults.length === 0 ? '✓' : '✗'} ${box.units}`;
}

function officeLine({ office, sent, received, subjects, cells, wrong }: OfficeResult): string {
  const way = office.relay === null ? '直接' : `${office.relay}ベンダー経由`;
  const mark = wrong === 0 ? '✓' : `✗ ${wrong}セル相違`;
  const held = `送信 ${sent}、取込 ${received}、保持 ${subjects}件 ${cells}セル`;
  return `  ${pad(`${office.name}（${office.vendor}ベンダー、${way}）`, 40)}${pad(held, 42)}${mark}`;
}

function faultLines(faults: readonly string[]): string[] {
  if (faults.length === 0) return [];
  const more = faults.length - FAULTS_SHOWN;
  const shown = faults.slice(0, FAULTS_SHOWN).map((fault) => `  ✗ ${fault}`);
  return ['', '期待と異なる点（期待 → 実際） / expected → found', ...shown, ...(more > 0 ? [`  … ${more}`] : [])];
}

const line = (first: PatternId | '', cells: readonly string[]): string =>
  `  ${pad(first, FIRST_WIDTH)}${cells.map((cell) => pad(cell, WIDTH)).join('')}`.trimEnd();

/** In columns of a terminal: full-width characters take two. */
function pad(text: string, width: number): string {
  const taken = [...text].reduce((sum, character) => sum + (isWide(character) ? 2 : 1), 0);
  return text + ' '.repeat(Math.max(1, width - taken));
}

const isWide = (character: string): boolean => /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(character); // prettier-ignore
