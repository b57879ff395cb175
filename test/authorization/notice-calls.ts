import { Operations } from './call.js';

export const noticeCalls: Operations = {
  // Of what is collected the destination asks for a resend; of what is not, the sender remarks something.
  'POST /v1/transmissions/{id}/notices': {
    call: ({ stage, about }) =>
      about === stage.resources.id('tx:byR')
        ? { json: { kind: 'remark', side: 'sender', text: '当事者だけに' } }
        : { json: { kind: 'resend-request' } },
  },
  'GET /v1/transmissions/{id}/notices': {},
  'GET /v1/notices': { call: ({ id }) => (id ? { query: { office: id } } : {}) },
  'GET /v1/notices/{id}': {},
  'POST /v1/notices/{id}/closing': { call: () => ({ json: { reason: 'done' } }) },
};
