import { homedir } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { GatewayClient } from '../gateway-client.js';
import { IdentityFolder } from '../identity-folder.js';
import { InBoth, Language } from '../language.js';
import { ExitCode, failureLines, failureOf } from './failures.js';
import { printable } from './printable.js';
import { Progress } from './progress.js';

/** What every command that talks to a gateway takes. */
interface CommonOptions {
  readonly home: string;
  readonly lang: Language;
  readonly json?: boolean;
  readonly progress?: boolean;
  readonly mtls?: boolean;
}

/** What a command works with: language, output, identity. */
export class CommandFrame {
  readonly language: Language;
  readonly asJson: boolean;
  readonly progress: Progress;
  readonly home: IdentityFolder;
  private readonly mtls: boolean;

  constructor({ home, lang, json, progress, mtls }: CommonOptions) {
    this.mtls = mtls ?? false;
    this.language = lang;
    this.asJson = json ?? false;
    this.progress = new Progress(process.stderr, progress ?? false);
    this.home = new IdentityFolder(home);
  }

  /** Throws IdentityFolderRefused. */
  async connect(): Promise<GatewayClient> {
    return new GatewayClient(await this.home.load(), { language: this.language, mtls: this.mtls });
  }

  say(text: InBoth): string {
    return text[this.language];
  }

  /** The result: an object for machines, or lines for people. */
  print(result: unknown, lines: readonly string[]): void {
    this.progress.clear();
    const text = this.asJson ? JSON.stringify(result, null, 2) : lines.map(printable).join('\n');
    if (text) process.stdout.write(`${text}\n`);
  }

  /** Tells what went wrong: for machines on stdout like any result, for people on stderr. */
  fail(error: unknown): ExitCode {
    this.progress.clear();
    const failure = failureOf(error, this.language);
    if (!failure) throw error;
    const { exitCode, ...told } = failure;
    if (this.asJson) process.stdout.write(`${JSON.stringify({ error: told }, null, 2)}\n`);
    else process.stderr.write(`careplan: ${failureLines(failure, this.language).join('\n')}\n`);
    return exitCode;
  }
}

/** A command with the common options; `run` answers the exit code, and what it throws is told in words. */
export function gatewayCommand<O extends object>(
  command: Command,
  run: (frame: CommandFrame, args: string[], options: O) => Promise<ExitCode>,
): Command {
  return command
    .addOption(
      new Option('--home <folder>', 'where key, certificate and gateway address are kept')
        .env('CAREPLAN_HOME')
        .default(join(homedir(), '.careplan'), '~/.careplan'),
    )
    .addOption(
      new Option('--lang <language>', 'language of what is printed; by LANG when left out')
        .choices(['ja', 'en'])
        .default(process.env['LANG']?.startsWith('ja') ? 'ja' : 'en', 'by LANG'),
    )
    .option('--mtls', 'connect with the own certificate (mutual TLS) in place of signed assertions')
    .option('--json', 'print the result as JSON')
    .option('--progress', 'tell the progress on stderr, also where that is no terminal')
    .action(async (...given: unknown[]) => {
      const options = given.at(-2) as O & CommonOptions;
      const args = given.slice(0, -2).flat() as string[];
      const frame = new CommandFrame(options);
      process.exitCode = await run(frame, args, options).catch((error: unknown) => frame.fail(error));
    });
}
