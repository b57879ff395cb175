/** The sequence (YYYYMMDDHHMMSS, a real date and time) that is so many seconds later. */
export function laterSequence(sequence: string, seconds: number): string {
  const [, date = '', hour = '', minute = '', second = ''] = /^(\d{8})(\d\d)(\d\d)(\d\d)$/.exec(sequence) ?? [];
  const iso = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T${hour}:${minute}:${second}Z`;
  // UTC has neither summer time nor, here, leap seconds: only the calendar counts.
  const later = new Date(new Date(iso).getTime() + seconds * 1000);
  return later
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replaceAll(/\D/g, '');
}
