import { isDateTime } from '../calendar.js';

/** What the name of a combined file (案②) says. */
export interface CombinedName {
  /** Office number, 10 characters. */
  readonly sender: string;
  /** ファイル連番 of its first unit, YYYYMMDDHHMMSS. */
  readonly sequence: string;
  /** False when the extension is not in capitals. */
  readonly extensionAsPrinted: boolean;
}

/**
 * COMBINED_sender_sequence.CSV. The study leaves the name open (after 図表134: 「ファイルの命名規則…別途定める」), so it
 * is ours: destinations and forms stand in the records, and the rest is named as in the standard.
 */
const GRAMMAR = /^COMBINED_([0-9A-Z]{10})_([0-9]{14})\.(csv)$/i;

/** True when a file is meant as a combined file, whether or not its name is a good one. */
export function isCombinedLike(name: string): boolean {
  return /^COMBINED/i.test(name);
}

/** Reads a bare file name (no folder); null when it is no name of a combined file. */
export function parseCombinedName(name: string): CombinedName | null {
  const [stem = '', sender = '', sequence = '', extension = ''] = GRAMMAR.exec(name) ?? [];
  // Only the extension may be in either case.
  if (!stem.startsWith(`COMBINED_${sender.toUpperCase()}_`) || !isDateTime(sequence)) return null;
  return { sender, sequence, extensionAsPrinted: extension === 'CSV' };
}
