import { batchParts } from '../setup/batch.js';
import { anew, careManager, serviceOffice } from '../setup/world.js';
import { Operations } from './call.js';
import { slip } from './resources.js';

/** Batches are of an office, as sends are: signed by the caller, for the office that it is asked about. */
export const batchCalls: Operations = {
  'POST /v1/batches': {
    call: async ({ stage, actor, id }) => {
      const destinations = [id === careManager ? serviceOffice : careManager];
      const signed = [{ files: anew(slip), destinations, manifest: { sender: id } }];
      return { parts: await batchParts(stage.world, actor.signer, signed) };
    },
  },
  'GET /v1/batches': {},
  'GET /v1/batches/{id}': {},
  'GET /v1/batches/{id}/items': {},
  'POST /v1/batches/{id}/cancellation': {},
};
