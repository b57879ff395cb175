import { Mandate, ProposalOutcome } from '../answers.js';
import { Language } from '../language.js';
import { officeLabel } from '../office-directory.js';
import { carrierKindName, mandateStateName, outcomeName, scopeName, sideName } from './mandate-words.js';
import { timeText } from './transmission-lines.js';

/** A mandate for people: who lets whom do what, how it stands, from when to when. */
export function mandateLines(mandate: Mandate, language: Language): string[] {
  const { id, officeNumber, officeName, carrierName, carrierKind, state, suspendedBy, evidence } = mandate;
  const ja = language === 'ja';
  const separator = ja ? '・' : ', ';
  const until = mandate.validUntil === null ? (ja ? '取消まで' : 'until revoked') : timeText(mandate.validUntil);
  const sides = suspendedBy.map((side) => sideName(side, language)).join(separator);
  return [
    `${id}  ${mandateStateName(state, language)}`,
    `  ${officeLabel(officeNumber, officeName)} ⇒ ${carrierName} (${carrierKindName(carrierKind, language)})`,
    `  ${mandate.scopes.map((scope) => scopeName(scope, language)).join(separator)}  ${timeText(mandate.validFrom)} – ${until}`,
    ...(sides ? [`  ${ja ? '停止した側' : 'suspended by'}: ${sides}`] : []),
    ...(evidence === null ? [] : [`  ${ja ? '同意書面' : 'document of consent'}: ${evidence}`]),
  ];
}

/** What became of proposals to many offices: how many of each, then those that need looking at. */
export function proposalLines(outcomes: readonly ProposalOutcome[], language: Language): string[] {
  const counts = new Map<ProposalOutcome['outcome'], number>();
  for (const { outcome } of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [
    ...[...counts].map(([outcome, count]) => `${outcomeName(outcome, language)}: ${count}`),
    ...outcomes
      .filter(needsLooking)
      .map(({ officeNumber, outcome, mandate }) =>
        [`  ${officeNumber}`, outcomeName(outcome, language), ...(mandate ? [mandate.id] : [])].join('  '),
      ),
  ];
}

/** Nothing stands or waits with the terms that were asked for. */
export function needsLooking({ outcome }: ProposalOutcome): boolean {
  return outcome === 'open' || outcome === 'office-unknown';
}
