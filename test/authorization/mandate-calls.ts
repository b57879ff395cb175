import { Answer, Call } from '../setup/api.js';
import { Asked, Operations } from './call.js';
import { codeOf, told, Told } from './stage.js';
import { Outcome } from './table.js';

export const mandateCalls: Operations = {
  // Whom it names is asked for: an office names a carrier, a carrier an office, and nobody names itself or two others.
  'POST /v1/mandates': {
    call: ({ stage, actor, id }) => {
      const other = actor.kind === 'office' ? { carrier: stage.resources.id('client:W') } : { officeNumber: id };
      const forAnother = actor.kind === 'office' ? { officeNumber: id } : { carrier: stage.resources.id('client:W') };
      const isOwn = id === stage.resources.id('office:lonely');
      return { json: { scopes: ['send'], ...other, ...(!isOwn && forAnother) } };
    },
  },
  'POST /v1/mandates/proposals': {
    call: ({ id }) => ({ json: { mandates: [{ officeNumber: id, scopes: ['send'] }] } }),
  },
  'POST /v1/mandates/acceptances': {
    call: (asked) => ({ json: { mandates: [asked.id], ...evidence(asked) } }),
    item: acceptanceTold,
  },
  'GET /v1/mandates': { call: () => ({}) },
  'GET /v1/mandates/{id}': {},
  'POST /v1/mandates/{id}/acceptance': { call: (asked) => ({ json: evidence(asked) }) },
  'POST /v1/mandates/{id}/refusal': { call: empty },
  'POST /v1/mandates/{id}/suspension': { call: empty },
  'POST /v1/mandates/{id}/resumption': { call: empty },
  'POST /v1/mandates/{id}/revocation': { call: empty },
  'GET /v1/carriers': {},
};

const statuses: Readonly<Record<string, number>> = {
  'not-found': 404,
  'mandate-other-side': 403,
  'office-acts-itself': 409,
  'mandate-state': 409,
};

function acceptanceTold(answer: Answer, id: string): Told {
  if (answer.status >= 300) return told(answer);
  const { outcomes } = answer.body as { outcomes: { id: string; problem: string | null }[] };
  const [outcome] = outcomes;
  if (outcomes.length !== 1 || outcome?.id !== id) throw new Error('not the one outcome that was asked for');
  const text = answer.bytes.toString();
  if (outcome.problem === null) return { outcome: 'done', text };
  const code = codeOf(outcome.problem);
  return { outcome: `${statuses[code]} ${code}` as Outcome, text };
}

function empty(): Call {
  return { json: {} };
}

/** The operator names the paper on which the office consented. */
function evidence({ actor }: Asked): object {
  return actor.kind === 'operator' ? { evidence: '委任状 7' } : {};
}
