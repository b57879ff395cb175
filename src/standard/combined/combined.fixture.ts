import { bytesAsText } from '../ms932.js';
import { textAsBytes } from '../../../test/fixtures/sample-units.js';
import { parseFileName } from '../file-name.js';
import { SourceFile } from '../named-file.js';

export const COMBINED_NAME = 'COMBINED_1371215102_20250325100000.CSV';

/** The records of a file as they are written, with their line ends. */
export const rawRecords = (file: SourceFile): readonly string[] =>
  bytesAsText(file.bytes).match(/(?:"[^"]*"|[^"\r\n])*\r\n/g) ?? [];

/** The records of files of the standard as a combined file has them. */
export function combinedRecords(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const name = parseFileName(file.name);
    if (typeof name === 'string') throw new Error(name);
    const office = (number: string, type: string | null) => (type === null ? number : `${number}_${type}`);
    const sender = office(name.sender, name.senderServiceType);
    const receiver = office(name.receiver, name.receiverServiceType);
    return rawRecords(file).map((record) => `${name.form.code},${sender},${receiver},${record}`);
  });
}

export const combined = (records: readonly string[], name = COMBINED_NAME): SourceFile => ({
  name,
  bytes: textAsBytes(records.join('')),
});

/** The files sent to another office, in another unit: only their names change. */
export const readdressed = (files: readonly SourceFile[], receiver: string, sequence: string): SourceFile[] =>
  files.map(({ name, bytes }) => ({
    name: name.replace('_1370000011', `_${receiver}`).replace(/[0-9]{14}(?=\.CSV$)/, sequence),
    bytes,
  }));
