import { itemOfCell } from '../exchange/item-of-cell.js';
import { Transmission } from '../exchange/transmission.js';
import { requestInvalid } from '../http/http.problems.js';
import { Problem, ProblemError } from '../http/problem.js';
import { freeTextFault } from '../sealing/free-text.js';
import { NoticeCell } from './notice.js';
import { noticeCellsRefused } from './notice.problems.js';
import { NoticeCellToGive, NoticeToGive } from './notice.view.js';

/** That each kind says what it must, which a schema of one class cannot. @throws Problem request-invalid */
export function requireWhole({ kind, cells, text }: NoticeToGive): void {
  if (kind === 'defect' && cells === undefined)
    throw invalid('/cells', { ja: '不備の場所を1件以上指定してください。', en: 'A defect names at least one cell.' });
  if (kind !== 'defect' && cells !== undefined)
    throw invalid('/cells', { ja: 'cellsはdefectだけに指定できます。', en: 'Only a defect names cells.' });
  if (kind === 'remark' && text === undefined)
    throw invalid('/text', { ja: '連絡（remark）には文章が必要です。', en: 'A remark has a text.' });
  if (text !== undefined && freeTextFault(text) !== null)
    throw invalid('/text', { ja: '空の文章は送れません。', en: 'The text says nothing.' });
}

/** @throws Problem request-invalid */
export function sideMissing(): Problem {
  return invalid('/side', {
    ja: '両側の代行業者であるため、どちら側としての連絡かを指定してください。',
    en: 'You carry for both sides: say for which one you give it.',
  });
}

function invalid(pointer: string, detail: ProblemError['detail']): Problem {
  return requestInvalid({ errors: [{ pointer, detail }] });
}

/** The cells with the names of their items. @throws Problem notice-cells-refused, naming each that is none */
export function cellsOf(cells: readonly NoticeCellToGive[], about: Transmission): NoticeCell[] {
  const errors: ProblemError[] = [];
  const read = cells.map((cell, index): NoticeCell => {
    const { file, row, column, rule = null, reason = null } = cell;
    const item = itemOfCell(cell, about);
    if (item === undefined) errors.push({ pointer: `/cells/${index}`, detail: noSuchPlace });
    if ((rule === null) === (reason === null)) errors.push({ pointer: `/cells/${index}`, detail: notOneReason });
    return { file, row, column, item: item ?? null, rule, reason };
  });
  if (errors.length > 0) throw noticeCellsRefused({ errors: errors.slice(0, 100) });
  return read;
}

const noSuchPlace = {
  ja: 'この電文のファイルにこの場所はありません。',
  en: 'There is no such place in the files of this transmission.',
};
const notOneReason = {
  ja: 'ruleかreasonのどちらか一方を指定してください。',
  en: 'Give either rule or reason, and not both.',
};
