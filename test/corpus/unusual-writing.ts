import { withBytes } from './corpus-unit.js';
import { everyForm, VERSIONS } from './every-kind.js';

import { Unusual } from './unusual.js';
/** What a file may look like without being wrong, whatever its form. */
export const unusualWriting: readonly Unusual[] = VERSIONS.flatMap((version) => everyForm(version)).flatMap(
  ({ unit, form }) => {
    const rewritten = (title: string, change: (bytes: string) => string): Unusual => ({
      title: `${form} of ${unit.version}: ${title}`,
      files: withBytes(unit, form, change),
      kinds: [unit.kind],
    });
    return [
      rewritten('no last line end', (bytes) => bytes.replace(/\r\n$/, '')),
      rewritten('every item in quotes', (bytes) => everyItemQuoted(bytes, '""')),
      rewritten('every item in quotes but the empty ones', (bytes) => everyItemQuoted(bytes, '')),
      rewritten('one record', (bytes) => bytes.replace(/\r\n[^]*$/, '\r\n')),
    ].filter(({ title }) => !title.endsWith('one record') || form.startsWith('DLT') || form === 'UPJSK');
  },
);

/** No text of these files holds a comma. */
function everyItemQuoted(bytes: string, empty: string): string {
  const quote = (item: string): string => (item === '' ? empty : item.startsWith('"') ? item : `"${item}"`);
  return bytes.replace(/[^\r\n]+/g, (record) => record.split(',').map(quote).join(','));
}
