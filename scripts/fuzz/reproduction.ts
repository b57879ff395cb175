import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuzzCase } from '../../test/fuzz/campaign.js';

/**
 * Writes the files of a case, and what was done to which seed unit, to a folder of its own. A file whose name no folder
 * can hold is numbered; its name stands in case.json.
 */
export async function writeReproduction({ unit, changes, files }: FuzzCase, broken: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'careplan-fuzz-'));
  const written = await Promise.all(
    files.map(async ({ name, bytes }, index) => {
      const first = files.findIndex((file) => file.name === name) === index;
      const file = first && /^[\w.-]{1,200}$/.test(name) && !/^\.+$/.test(name) ? name : `file-${index}`;
      await writeFile(join(folder, file), bytes);
      return { name, file };
    }),
  );
  await writeFile(join(folder, 'case.json'), JSON.stringify({ broken, unit, changes, files: written }, null, 2));
  return folder;
}
