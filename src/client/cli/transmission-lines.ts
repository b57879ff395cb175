import { unitName } from '../../standard/display-names.js';
import { ListedTransmission, Transmission } from '../answers.js';
import { Language } from '../language.js';
import { officeLabel } from '../office-directory.js';
import { stateName } from './words.js';

/** Whose list it is: an office's inbox or outbox tells the other office; a carrier's, which has many, both. */
export type ListSide = 'inbox' | 'outbox' | 'carrier';

/** One row of a list: id, who, what, state. */
export function listedLine(row: ListedTransmission, side: ListSide, language: Language): string {
  const sender = officeLabel(row.sender, row.senderName);
  const destination = officeLabel(row.destination, row.destinationName);
  const who = { inbox: `← ${sender}`, outbox: `→ ${destination}`, carrier: `${sender} → ${destination}` };
  const carried = row.byCarrier && side !== 'carrier' ? [language === 'ja' ? '代行送信' : 'sent by a carrier'] : [];
  return [row.id, who[side], unitText(row, language), stateName(row.state, language), ...carried].join('  ');
}

/** 第6表（計画） 202504 連番 20250325100100. */
export function unitText({ unit, files }: Pick<Transmission, 'unit' | 'files'>, language: Language): string {
  if (!unit) return language === 'ja' ? `${files.length}ファイル` : `${files.length} file(s)`;
  const persons = language === 'ja' ? `${unit.personCount}名` : `${unit.personCount} person(s)`;
  return [unitName(unit.kind)[language], unit.month, unit.sequence, persons].filter((part) => part !== null).join(' ');
}

/** Local date and time, to the second. */
export function timeText(moment: string | Date): string {
  const at = new Date(moment);
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${date} ${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':')}`;
}
