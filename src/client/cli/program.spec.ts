import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { careplanProgram } from './program.js';

let told = '';

/** What a wrong call ends with, once it would end this process. */
class Ended extends Error {
  constructor(readonly exitCode: unknown) {
    super('ended');
  }
}

beforeEach(() => {
  told = '';
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((told += String(text)), true));
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((told += String(text)), true));
  jest.spyOn(process, 'exit').mockImplementation((code) => {
    throw new Ended(code);
  });
});

afterEach(() => void jest.restoreAllMocks());

const run = (...args: string[]) =>
  careplanProgram()
    .parseAsync(args, { from: 'user' })
    .then(
      () => 'done',
      (error: unknown) => (error instanceof Ended ? error.exitCode : error),
    );

describe('careplan', () => {
  it.each([
    [['unheard-of']],
    [['send']],
    [['mandate', 'accept']],
    [['mandate', 'propose', '--scopes', 'read']],
    [['certificate', 'revoke', 'T', '--reason', 'boredom']],
    [['hop', 'ID', 'lost']],
    [['admin', 'clients', '--kind', 'ghost']],
    [['standard', 'diff', '202208']],
    [['progress', '--missing']],
    [['subscription', 'make', '--channel', 'pigeon']],
    [['subscription', 'replay', 'ID']],
    [['subscription', 'replay', 'ID', '--since', '5']],
    [['events', '--wait', 'long']],
  ])('tells a wrong call %j from a refusal, and how it is called', async (args) => {
    expect(await run(...args)).toBe(2);
    expect(told).toContain('Usage: careplan');
  });

  it('helps with every subcommand, whatever is above it', async () => {
    expect(await run('certificate', 'renew', '--help')).toBe(0);
    expect(told).toContain('--if-due');
  });
});
