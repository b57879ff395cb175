import { InvalidArgumentError } from 'commander';

/** Reads a whole number from 0 to `most`, of no more digits than that. @throws InvalidArgumentError */
export function wholeNumber(most: number): (text: string) => number {
  const digits = new RegExp(`^\\d{1,${String(most).length}}$`);
  return (text) => {
    if (!digits.test(text) || Number(text) > most) throw new InvalidArgumentError(`a whole number, 0 to ${most}`);
    return Number(text);
  };
}

/** A moment with its offset, or a date, which means its first moment here. @throws InvalidArgumentError */
export function readTime(text: string): string {
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const isMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  const time = new Date(isDate ? `${text}T00:00:00` : text);
  if ((isDate || isMoment) && !Number.isNaN(time.getTime())) return time.toISOString();
  throw new InvalidArgumentError('A date (2026-12-01) or a moment (2026-12-01T09:00:00+09:00) is meant.');
}
