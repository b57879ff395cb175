import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFiles } from './paths.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'careplan-paths-'));
  await mkdir(join(folder, 'inner', '.hidden'), { recursive: true });
  for (const name of ['b.CSV', 'a.CSV', '.c.CSV', 'report.JSON', 'inner/d.CSV', 'inner/.hidden/e.CSV']) {
    await writeFile(join(folder, name), name);
  }
});
afterAll(() => rm(folder, { recursive: true }));

const labels = async (...paths: string[]) =>
  (await findFiles(paths.map((path) => join(folder, path)))).map((set) => set.files.map((file) => file.label));

describe('paths', () => {
  it('a folder is a set, and so is each subfolder; hidden and .json files are passed over', async () => {
    expect(await labels('.')).toEqual([['a.CSV', 'b.CSV'], [join('inner', 'd.CSV')]]);
  });

  it('files named one by one are one set, before the folders, whatever they are called', async () => {
    const files = [join(folder, 'b.CSV'), join(folder, '.c.CSV')];
    expect(await labels('b.CSV', 'inner', '.c.CSV')).toEqual([files, ['d.CSV']]);
    expect((await findFiles(files))[0]?.files.map((file) => file.name)).toEqual(['b.CSV', '.c.CSV']);
  });

  it('one that is not there is told in both languages', async () => {
    const path = join(folder, 'none');
    await expect(findFiles([path])).rejects.toMatchObject({
      text: { ja: `${path}: ありません。`, en: `${path}: not found` },
    });
  });
});
