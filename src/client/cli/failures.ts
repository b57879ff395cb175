import { Capability, capabilityOf } from '../capability.js';
import { EvidenceRefused } from '../evidence-refused.js';
import { GatewayProblem, GatewayUnreachable, ProblemPlace } from '../gateway-problem.js';
import { IdentityFolderRefused } from '../identity-folder.js';
import { InBoth, Language } from '../language.js';
import { SendRejected, StillChecking } from '../send.js';
import { DestinationUnclear } from '../units-to-send.js';
import { WriteRefused } from '../write-files.js';
import { placeLine, placeOf } from './finding-lines.js';
import { scopeName } from './mandate-words.js';
import { capabilityLine, evidenceText, folderText, writeText } from './words.js';

/** 0 done, 1 refused by a rule, 2 a wrong call, no network, no disk. */
export type ExitCode = 0 | 1 | 2;

/** This command line does not do that: 2 for a call that makes no sense, 1 for one that breaks a rule. */
export class CommandRefused extends Error {
  constructor(
    readonly text: InBoth,
    readonly exitCode: 1 | 2 = 2,
  ) {
    super(text.en);
    this.name = 'CommandRefused';
  }
}

export interface Failure {
  readonly exitCode: ExitCode;
  /** Stable, for machines. */
  readonly code: string;
  readonly text: string;
  readonly places: readonly ProblemPlace[];
  readonly placesTotal: number;
  readonly requestId: string | null;
  /** Of the destination, where that was the reason. */
  readonly capability: Capability | null;
  /** What a carrier lacks, where that was the reason. */
  readonly mandate?: { readonly office: string; readonly scope: string };
}

/** What became of a command that failed, in words; null for an error of our own making, which is not hidden. */
export function failureOf(error: unknown, language: Language): Failure | null {
  if (error instanceof GatewayProblem) return problemFailure(error);
  if (error instanceof SendRejected) return rejectionFailure(error, language);
  const [exitCode, code, text] = simpleFailure(error, language) ?? [];
  if (exitCode === undefined || code === undefined || text === undefined) return null;
  return { exitCode, code, text, places: [], placesTotal: 0, requestId: null, capability: null };
}

/** For people: the reason, then a line for each place. */
export function failureLines(failure: Failure, language: Language): string[] {
  const { text, places, placesTotal, requestId, capability, mandate } = failure;
  const lines = [
    text,
    ...(capability ? [`  ${capabilityLine(capability, language)}`] : []),
    ...(mandate ? [`  ${mandate.office}: ${scopeName(mandate.scope, language)}`] : []),
    ...places.map((place) => `  ${placeLine(place, language)}`),
  ];
  if (placesTotal > places.length) lines.push(`  … ${places.length} / ${placesTotal}`);
  if (requestId) lines.push(`  requestId ${requestId}`);
  return lines;
}

function problemFailure(problem: GatewayProblem): Failure {
  const { office, scope } = problem.members;
  const isMandate = problem.code === 'mandate-missing' && typeof office === 'string' && typeof scope === 'string';
  return {
    exitCode: problem.status < 500 ? 1 : 2,
    code: problem.code,
    text: problem.message,
    places: problem.errors,
    placesTotal: problem.errorsTotal,
    requestId: problem.requestId,
    capability: capabilityOf(problem.members),
    ...(isMandate && { mandate: { office, scope } }),
  };
}

function rejectionFailure({ transmission }: SendRejected, language: Language): Failure {
  const code = transmission.problem?.split(':').at(-1) ?? 'rejected';
  const text = { ja: `点検の結果、受理されませんでした（${code}）。`, en: `The check refused the unit (${code}).` };
  return {
    exitCode: 1,
    code,
    text: text[language],
    places: transmission.findings.map((finding) => placeOf(finding, language)),
    placesTotal: transmission.findingsTotal,
    requestId: null,
    capability: transmission.capability,
  };
}

function simpleFailure(error: unknown, language: Language): [ExitCode, string, string] | null {
  if (error instanceof EvidenceRefused) return [1, error.code, evidenceText(error.subject, error.fault, language)];
  if (error instanceof WriteRefused) {
    return [1, `file-${error.code}`, `${error.file}: ${writeText(error.code, language)}`];
  }
  if (error instanceof IdentityFolderRefused) {
    return [2, `identity-${error.code}`, `${error.folder}: ${folderText(error.code, language)}`];
  }
  if (error instanceof StillChecking) return [2, 'still-checking', stillChecking(error.transmission.id)[language]];
  if (error instanceof GatewayUnreachable) return [2, 'unreachable', unreachable(error)[language]];
  if (error instanceof DestinationUnclear) return [2, 'destination-unclear', unclear(error.files)[language]];
  if (error instanceof CommandRefused) return [error.exitCode, 'refused-here', error.text[language]];
  const { code, path } = error as NodeJS.ErrnoException;
  if (error instanceof Error && typeof code === 'string' && path !== undefined) return [2, code, `${path}: ${code}`];
  return null;
}

const stillChecking = (id: string) => ({
  ja: `まだ点検中です。後で careplan status ${id} で確認してください。`,
  en: `It is still being checked. Ask again with careplan status ${id}`,
});

/** fetch hides the reason one level down. */
function unreachable({ message, cause }: GatewayUnreachable) {
  const reason = (cause as { cause?: { code?: string } } | undefined)?.cause?.code ?? '';
  const note = reason && ` (${reason})`;
  const url = message.replace('no answer from ', '');
  return { ja: `ゲートウェイ ${url} に接続できません${note}。`, en: `The gateway at ${url} gives no answer${note}.` };
}

const unclear = (files: readonly string[]) => ({
  ja: `ファイル名から送信先が分かりません。--to で指定してください: ${files.join('、')}`,
  en: `The file names do not tell the destination; give it with --to: ${files.join(', ')}`,
});
