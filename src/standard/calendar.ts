const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** The number that so many digits from there make. */
function number(text: string, from: number, length: number): number {
  let value = 0;
  for (let at = from; at < from + length; at += 1) value = value * 10 + text.charCodeAt(at) - 0x30;
  return value;
}

/** True when six digits YYYYMM are a month. The caller has made sure that they are digits. */
export function isMonth(text: string): boolean {
  const month = number(text, 4, 2);
  return number(text, 0, 4) > 0 && month >= 1 && month <= 12;
}

/** True when eight digits YYYYMMDD are a day of the Gregorian calendar. */
export function isDate(text: string): boolean {
  if (!isMonth(text)) return false;
  const month = number(text, 4, 2);
  const day = number(text, 6, 2);
  const days = month === 2 && isLeapYear(number(text, 0, 4)) ? 29 : (DAYS_OF_MONTH[month - 1] ?? 0);
  return day >= 1 && day <= days;
}

/** True when four digits HHMM are a time from 0000 to 2359. */
export function isTime(text: string): boolean {
  return number(text, 0, 2) <= 23 && number(text, 2, 2) <= 59;
}

/** True when fourteen digits YYYYMMDDHHMMSS are a date and time. */
export function isDateTime(text: string): boolean {
  return isDate(text.slice(0, 8)) && isTime(text.slice(8, 12)) && number(text, 12, 2) <= 59;
}
