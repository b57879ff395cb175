import { InBoth, Language } from '../language.js';
import { PathUnreadable } from './paths.js';
import { printable } from './printable.js';

/** Options of the commands that work without a gateway. */
export interface OfflineOptions {
  readonly json?: boolean;
  readonly lang: Language;
}

/** What a command found: an object for machines, lines for people, and the exit code. */
export interface OfflineResult {
  readonly json: unknown;
  readonly lines: readonly string[];
  readonly exitCode: 0 | 1;
}

/** Words for people, on stderr, with exit code 2. */
export class CallRefused extends Error {
  constructor(readonly text: InBoth) {
    super(text.en);
    this.name = 'CallRefused';
  }
}

/** Runs a command and prints its result on stdout; exit code 2 when the call makes no sense or a path cannot be read. */
export async function runOffline(options: OfflineOptions, run: () => Promise<OfflineResult>): Promise<void> {
  try {
    const { json, lines, exitCode } = await run();
    process.stdout.write(`${options.json ? JSON.stringify(json, null, 2) : lines.map(printable).join('\n')}\n`);
    process.exitCode = exitCode;
  } catch (error) {
    if (!(error instanceof PathUnreadable) && !(error instanceof CallRefused)) throw error;
    process.stderr.write(`careplan: ${error.text[options.lang]}\n`);
    process.exitCode = 2;
  }
}
