import { randomUUID } from 'node:crypto';
import { createCertificationRequest } from '../../src/sealing/certification-request.js';
import { jwtBearer, makeKeys } from '../setup/caller.js';
import { renewalStatement } from '../setup/renewal.js';
import { Operations } from './call.js';

export const identityCalls: Operations = {
  'GET /health/live': {},
  'GET /health/ready': {},
  'GET /v1/pki/ca.pem': {},
  'GET /v1/pki/crl': {},
  'POST /v1/enrolments': {
    call: async ({ id }) => ({
      json: { code: id, certificationRequest: await createCertificationRequest(makeKeys('ec'), { commonName: 'x' }) },
    }),
  },
  'POST /v1/enrolments/existing': { call: ({ id }) => ({ json: { code: id, statement: 'a.b.c' } }) },
  // Nobody has stolen K's name, but not its key.
  'POST /v1/oauth/token': {
    call: async ({ stage, actor }) => {
      const { K, X } = stage.actors;
      const assertion =
        actor === stage.actors.nobody
          ? await X.signer.assertion({ clientId: K.signer.clientId })
          : await actor.signer.assertion();
      const form = { grant_type: 'client_credentials', client_assertion_type: jwtBearer, client_assertion: assertion };
      return { form };
    },
  },
  // With a statement of one's own, or with K's, which somebody has got hold of.
  'POST /v1/certificates': {
    call: async ({ stage, actor, id }) => {
      const isOfK = id === stage.resources.id('cert:K');
      return { json: { statement: await renewalStatement(stage.world, isOfK ? stage.actors.K.signer : actor.signer) } };
    },
  },
  'GET /v1/certificates': { call: ({ id }) => (id ? { query: { client: id } } : {}) },
  'GET /v1/certificates/{thumbprint}': {},
  'GET /v1/certificates/{thumbprint}/chain.pem': {},
  'GET /v1/certificates/{thumbprint}/renewal-hint': {},
  'POST /v1/certificates/{thumbprint}/revocation': { call: () => ({ json: { reason: 'superseded' } }) },
  'POST /v1/clients': { call: () => ({ json: { kind: 'relay', name: `代行 ${randomUUID()}` } }) },
  'GET /v1/clients': {},
  'GET /v1/clients/{clientId}': {},
  'POST /v1/clients/{clientId}/enrolment-codes': {},
  'POST /v1/clients/{clientId}/enrolment-codes/withdrawal': {},
  'POST /v1/clients/{clientId}/suspension': {},
  'POST /v1/clients/{clientId}/reinstatement': {},
};
