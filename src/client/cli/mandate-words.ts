import { Carrier, Mandate, MANDATE_SCOPES, MandateScope, MandateState, ProposalOutcome } from '../answers.js';
import { Language } from '../language.js';
import { pick, WordPairs } from './word-pairs.js';

const SCOPES: WordPairs<MandateScope> = {
  send: ['送信', 'send'],
  collect: ['受信', 'collect'],
  confirm: ['受領確認', 'confirm'],
  recall: ['取消', 'recall'],
};

const STATES: WordPairs<MandateState> = {
  proposed: ['申込中（承諾待ち）', 'proposed, waits to be accepted'],
  active: ['有効', 'active'],
  suspended: ['停止中', 'suspended'],
  declined: ['辞退・取下げ', 'declined'],
  revoked: ['取消済', 'revoked'],
  expired: ['期限切れ', 'expired'],
};

const SIDES: WordPairs<Mandate['suspendedBy'][number]> = {
  office: ['事業所', 'the office'],
  carrier: ['代行業者', 'the carrier'],
  operator: ['運用者', 'the operator'],
};

const KINDS: WordPairs<Carrier['kind']> = { relay: ['伝送代行', 'relay'], network: ['ネットワーク', 'network'] };

const OUTCOMES: WordPairs<ProposalOutcome['outcome']> = {
  proposed: ['申込み', 'proposed'],
  unchanged: ['同じ内容で申込済又は有効', 'proposed or agreed before'],
  open: ['別の申込みが承諾待ち', 'another proposal waits'],
  'office-unknown': ['事業所が未登録', 'not in the directory'],
};

/** Why one of many was not accepted; one alone is answered with the gateway's own words. */
const REFUSALS: WordPairs<string> = {
  'not-found': ['見つかりません', 'not found'],
  'mandate-other-side': ['承諾するのは相手方です', 'it is for the other side to accept'],
  'office-acts-itself': ['事業所が自ら承諾できます', 'the office can accept for itself'],
  'mandate-state': ['委任の状態により承諾できません', 'its state does not allow it'],
};

/** Scopes that a newer gateway may know are shown as they are. */
export function scopeName(scope: string, language: Language): string {
  const known = MANDATE_SCOPES.find((each) => each === scope);
  return known === undefined ? scope : pick(SCOPES[known], language);
}

export const mandateStateName = (state: MandateState, language: Language): string => pick(STATES[state], language);

export const sideName = (side: Mandate['suspendedBy'][number], language: Language): string =>
  pick(SIDES[side], language);

export const carrierKindName = (kind: Carrier['kind'], language: Language): string => pick(KINDS[kind], language);

export const outcomeName = (outcome: ProposalOutcome['outcome'], language: Language): string =>
  pick(OUTCOMES[outcome], language);

/** Of the type of a problem; one that a newer gateway may give is shown as it is. */
export function refusalName(problem: string | null, language: Language): string {
  const code = problem?.split(':').at(-1) ?? '';
  return REFUSALS[code] ? `${pick(REFUSALS[code], language)} (${code})` : code;
}
