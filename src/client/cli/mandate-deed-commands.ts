import { Command } from 'commander';
import { Mandate } from '../answers.js';
import { GatewayClient } from '../gateway-client.js';
import { acceptMandate, acceptMandates, changeMandate, MandateDeed } from '../mandates.js';
import { CommandFrame, gatewayCommand } from './command-frame.js';
import { ExitCode, failureLines, failureOf } from './failures.js';
import { mandateLines } from './mandate-lines.js';
import { refusalName } from './mandate-words.js';

/** `careplan mandate accept ID…`: one call however many they are. */
export function acceptCommand(): Command {
  const command = new Command('accept')
    .description('accept what the other side proposed (承諾)')
    .argument('<id...>', 'mandates')
    .option('--evidence <text>', "for the operator: where the office's written consent is filed");
  return gatewayCommand<{ evidence?: string }>(command, async (frame, ids, { evidence }) => {
    const gateway = await frame.connect();
    const [first, ...others] = ids;
    if (first !== undefined && others.length === 0) {
      const mandate = await acceptMandate(gateway, first, evidence);
      frame.print({ accepted: [{ id: first, mandate, problem: null }] }, mandateLines(mandate, frame.language));
      return 0;
    }
    const accepted = await acceptMandates(gateway, ids, evidence);
    const lines = accepted.flatMap(({ id, mandate, problem }) =>
      mandate ? mandateLines(mandate, frame.language) : [`✗ ${id}`, `  ${refusalName(problem, frame.language)}`],
    );
    frame.print({ accepted }, lines);
    return accepted.every(({ mandate }) => mandate !== null) ? 0 : 1;
  });
}

/** `careplan mandate revoke ID…` and what else a side does alone. */
export function deedCommand(name: string, deed: MandateDeed, description: string): Command {
  const command = new Command(name).description(description).argument('<id...>', 'mandates');
  return gatewayCommand(command, async (frame, ids) => {
    const gateway = await frame.connect();
    const outcomes: Outcome[] = [];
    for (const id of new Set(ids)) {
      frame.progress.step(id);
      const outcome = await change(frame, gateway, id, deed);
      outcomes.push(outcome);
      if (outcome.exitCode === 2) break; // without network the rest would fare no better
    }
    frame.print(
      { mandates: outcomes.map(({ id, mandate, error }) => ({ id, mandate, error })) },
      outcomes.flatMap(({ lines }) => lines),
    );
    return outcomes.reduce<ExitCode>((worst, { exitCode }) => (exitCode > worst ? exitCode : worst), 0);
  });
}

interface Outcome {
  readonly id: string;
  readonly mandate: Mandate | null;
  readonly error: object | null;
  readonly lines: readonly string[];
  readonly exitCode: ExitCode;
}

/** One that is refused must not keep the others: it is told in its place. */
async function change(frame: CommandFrame, gateway: GatewayClient, id: string, deed: MandateDeed): Promise<Outcome> {
  try {
    const mandate = await changeMandate(gateway, id, deed);
    return { id, mandate, error: null, lines: mandateLines(mandate, frame.language), exitCode: 0 };
  } catch (caught) {
    const failure = failureOf(caught, frame.language);
    if (!failure) throw caught;
    const { exitCode, ...error } = failure;
    return { id, mandate: null, error, lines: [`✗ ${id}`, ...failureLines(failure, frame.language)], exitCode };
  }
}
