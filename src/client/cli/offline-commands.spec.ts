import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { UNITS_FOLDER } from '../../../test/fixtures/sample-units.js';
import { compareCommand } from './compare-command.js';
import { readCommand } from './read-command.js';
import { standardCommand } from './standard-command.js';

const slip = join(UNITS_FOLDER, 'applicable', '202407', '2-use-slip');
const actual = join(UNITS_FOLDER, 'applicable', '202407', '3-actual');

const told = { out: '', err: '' };

beforeEach(() => {
  [told.out, told.err] = ['', ''];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((told.out += String(text)), true));
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((told.err += String(text)), true));
});

afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = undefined;
});

/** The exit code; what is printed is in `told`. */
async function run(command: Command, ...args: string[]): Promise<unknown> {
  await command.parseAsync(args, { from: 'user' });
  return process.exitCode;
}

describe('careplan read', () => {
  it('prints units and unnamed files as JSON', async () => {
    expect(await run(readCommand(), slip, '--json')).toBe(0);
    const { units, unnamed } = JSON.parse(told.out) as { units: { kind: string }[]; unnamed: unknown[] };
    expect(units.map((unit) => unit.kind)).toEqual(['use-slip']);
    expect(unnamed).toEqual([]);
  });

  it('prints a text in either language', async () => {
    await run(readCommand(), slip, '--lang', 'ja');
    expect(told.out).toMatch(/^第６表（サービス利用票）/);
    told.out = '';
    await run(readCommand(), slip, '--lang', 'en');
    expect(told.out).toMatch(/^Service use slip/);
  });

  it('exits 2 for a path that is not there', async () => {
    expect(await run(readCommand(), 'none', '--lang', 'en')).toBe(2);
    expect(told).toEqual({ out: '', err: 'careplan: none: not found\n' });
  });
});

describe('careplan compare', () => {
  it('exits 0 when both mean the same', async () => {
    expect(await run(compareCommand(), slip, slip, '--lang', 'ja')).toBe(0);
    expect(told.out).toBe('意味の違いはありません。\n');
  });

  it('exits 1 when not', async () => {
    expect(await run(compareCommand(), slip, actual, '--json')).toBe(1);
    expect(JSON.parse(told.out)).toMatchObject({ same: false, units: [], onlyInA: [{}], onlyInB: [{}] });
  });

  it('exits 2 when a file has no name of the standard: it must not pass for the same', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'careplan-compare-'));
    expect(await run(compareCommand(), slip, folder, '--lang', 'en')).toBe(2);
    await writeFile(join(folder, 'memo.txt'), '');
    expect(await run(compareCommand(), slip, folder, '--lang', 'en')).toBe(2);
    expect(told.err).toBe(
      `careplan: ${folder}: no unit to compare\ncareplan: ${folder}: the name memo.txt is none of the standard\n`,
    );
    await rm(folder, { recursive: true });
  });
});

describe('careplan standard', () => {
  it('lists the versions held', async () => {
    expect(await run(standardCommand(), 'list', '--json')).toBe(0);
    expect(JSON.parse(told.out)).toMatchObject({
      versions: [
        { version: '202407', appliesFrom: '2025-04' },
        { version: '202208', appliesFrom: '2023-01' },
      ],
    });
    told.out = '';
    await run(standardCommand(), 'list', '--lang', 'en');
    expect(told.out).toContain('202208  edition 3.0 / 3.1 / 3.2  issued 2022-08  applies from service month 2023-01\n');
  });

  it('tells what changed between two of them', async () => {
    expect(await run(standardCommand(), 'diff', '202208', '202407', '--json')).toBe(0);
    expect(JSON.parse(told.out)).toMatchObject({ older: '202208', newer: '202407' });
  });

  it('exits 2 for a version that is not held', async () => {
    expect(await run(standardCommand(), 'diff', '201910', '202407', '--lang', 'en')).toBe(2);
    expect(told.err).toBe('careplan: no version 201910; held are 202407, 202208\n');
  });
});
