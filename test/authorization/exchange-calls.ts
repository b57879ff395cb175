import { randomUUID } from 'node:crypto';
import { unzipSync } from 'fflate';
import { signStatement } from '../../src/sealing/statement.js';
import { Answer } from '../setup/api.js';
import { publicUrl } from '../setup/gateway.js';
import { anew, careManager, sampleUnit, serviceOffice, uploadParts } from '../setup/world.js';
import { Asked, Operations } from './call.js';
import { slip } from './resources.js';
import { codeOf, told, Told } from './stage.js';
import { Outcome } from './table.js';

const actual = sampleUnit('applicable/202407/3-actual');

/** Each caller says the best it can: signed by itself, over the right content, for the office that it is for. */
export const exchangeCalls: Operations = {
  // For an office; or once more what was sent for A before, the very same or other files under its sequence.
  'POST /v1/transmissions': {
    call: async ({ stage, actor, id }) => {
      const again = stage.resources.filesOf(id);
      const sender = again ? careManager : id;
      const isFromA = sender === careManager;
      const files = again ?? anew(isFromA ? slip : actual);
      const destination = isFromA ? serviceOffice : careManager;
      const manifest = await stage.world.manifest(actor.signer, files, { destination, manifest: { sender } });
      return { parts: uploadParts(manifest, files) };
    },
  },
  'GET /v1/transmissions/{id}': {},
  'GET /v1/transmissions/{id}/events': {},
  'GET /v1/transmissions/{id}/content': {},
  'POST /v1/transmissions/{id}/confirmation': {
    call: async (asked) => ({ json: { statement: await confirmation(asked) } }),
  },
  'POST /v1/transmissions/{id}/hops': { call: () => ({ json: { hop: 'received' } }) },
  'GET /v1/inbox': { call: ({ id }) => (id ? { query: { office: id } } : {}) },
  'GET /v1/inbox/counts': { call: ({ id }) => (id ? { query: { office: id } } : {}) },
  'GET /v1/outbox': { call: ({ id }) => (id ? { query: { office: id } } : {}) },
  'POST /v1/collections': {
    call: ({ id }) => ({ json: { transmissions: [id] } }),
    item: (answer, id) => {
      if (answer.status >= 300) return told(answer);
      const entries = unzipSync(answer.bytes);
      const index = Buffer.from(entries['index.json']!).toString();
      const { transmissions } = JSON.parse(index) as { transmissions: Item[] };
      return itemTold(transmissions, id, `${Object.keys(entries).join()}\n${index}`);
    },
  },
  'POST /v1/confirmations': {
    call: async (asked) => ({
      json: { confirmations: [{ transmission: asked.id, statement: await confirmation(asked) }] },
    }),
    item: outcomeIn,
  },
};

/** A month's progress is of an office that the caller names as its own. */
export const progressCalls: Operations = {
  'GET /v1/progress': { call: progress },
  'GET /v1/progress/missing': { call: progress },
};

function progress({ id }: Asked) {
  return { query: { month: '202504', ...(id && { office: id }) } };
}

const act = { call: ({ id }: Asked) => ({ json: { transmissions: [id] } }), item: outcomeIn };

/** Of those that are held, and of those that are over or were replaced. */
export const lifeCalls: Operations = {
  'POST /v1/transmissions/{id}/release': {},
  'POST /v1/transmissions/{id}/discard': {},
  'POST /v1/transmissions/{id}/recall': { call: () => ({ json: { reason: 'wrong-destination' } }) },
  'POST /v1/transmissions/{id}/import-result': {
    call: async (asked) => ({ json: { statement: await importResult(asked) } }),
  },
  'GET /v1/transmissions/{id}/chain': {},
  'POST /v1/transmissions/{id}/extension': {},
  'POST /v1/releases': act,
  'POST /v1/discards': act,
  'POST /v1/recalls': act,
  'POST /v1/import-results': {
    call: async (asked) => ({
      json: { results: [{ transmission: asked.id, statement: await importResult(asked) }] },
    }),
    item: outcomeIn,
  },
};

function outcomeIn(answer: Answer, id: string): Told {
  if (answer.status >= 300) return told(answer);
  return itemTold((answer.body as { outcomes: Item[] }).outcomes, id, answer.bytes.toString());
}

function importResult({ stage, actor, id, about }: Asked): Promise<string> {
  const payload = {
    jti: randomUUID(),
    iat: Math.floor(stage.world.gateway.clock.now().getTime() / 1000),
    aud: publicUrl,
    kind: 'imported',
    transmission: id,
    client: actor.signer.clientId,
    office: serviceOffice,
    contentSha256: stage.resources.digestOf(about),
    cells: [],
  };
  return signStatement('careplan-import-result+jws', payload, actor.signer);
}

interface Item {
  readonly transmission: string;
  readonly problem: string | null;
}

/** In a bulk answer a problem stands with its item. */
const statuses: Readonly<Record<string, number>> = { 'not-found': 404, 'mandate-missing': 403 };

function itemTold(items: readonly Item[], id: string, text: string): Told {
  const [item] = items;
  if (items.length !== 1 || item?.transmission !== id) throw new Error('not the one outcome that was asked for');
  if (item.problem === null) return { outcome: 'done', text };
  const code = codeOf(item.problem);
  return { outcome: `${statuses[code]} ${code}` as Outcome, text };
}

function confirmation({ stage, actor, id, about }: Asked): Promise<string> {
  const contentSha256 = stage.resources.digestOf(about);
  return stage.world.confirmation(actor.signer, { id, contentSha256 }, { payload: { office: serviceOffice } });
}
