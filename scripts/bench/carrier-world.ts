import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createPrivateKey } from 'node:crypto';
import pg from 'pg';
import { ClientIdentity } from '../../src/client/client-identity.js';
import { enrol } from '../../src/client/enrol.js';
import { GatewayClient } from '../../src/client/gateway-client.js';
import { importOffices, issueEnrolmentCode, registerClient } from '../../src/client/operate.js';
import { newId } from '../../src/database/identifiers.js';
import { Authority, issueCertificate } from '../../src/sealing/authority.js';
import { readCertificates } from '../../src/sealing/certificate.js';
import { keyDigest } from '../../src/sealing/key-digest.js';
import { newKeyPair } from '../../src/sealing/key-pair.js';

/** A relay with so many offices, each of which has a certificate of its own, too. */
export interface CarrierWorld {
  readonly relay: ClientIdentity;
  readonly offices: readonly string[];
}

const OFFICES_A_CALL = 1000;
const SCOPES = ['send', 'collect', 'confirm', 'recall'];

/**
 * Registers a relay and its offices, has their mandates proposed and accepted over the API, and gives each office a client
 * and a certificate. Only these last are written to the database directly: 5,000 enrolments would take minutes and show
 * nothing that one does not.
 */
export async function carrierWith(
  operator: GatewayClient,
  environment: NodeJS.ProcessEnv,
  name: string,
  offices: readonly string[],
): Promise<CarrierWorld> {
  await importOffices(
    operator,
    offices.map((number) => ({ number, name: `訪問介護${number}`, serviceTypes: ['11'] })),
  );
  const client = await registerClient(operator, { kind: 'relay', name });
  const { code } = await issueEnrolmentCode(operator, client.id);
  const relay = await enrol({ baseUrl: operator.identity.gatewayUrl, code });
  await mandateAll(operator, new GatewayClient(relay), offices);
  await certifyAll(environment, offices);
  return { relay, offices };
}

async function mandateAll(operator: GatewayClient, relay: GatewayClient, offices: readonly string[]): Promise<void> {
  for (let at = 0; at < offices.length; at += OFFICES_A_CALL) {
    const part = offices.slice(at, at + OFFICES_A_CALL);
    const { outcomes } = await relay.post<{ outcomes: { mandate: { id: string } }[] }>(
      '/v1/mandates/proposals',
      { json: { mandates: part.map((officeNumber) => ({ officeNumber, scopes: SCOPES })) } },
      true,
    );
    const mandates = outcomes.map(({ mandate }) => mandate.id);
    await operator.post('/v1/mandates/acceptances', { json: { mandates, evidence: 'bench' } }, true);
  }
}

async function certifyAll(environment: NodeJS.ProcessEnv, offices: readonly string[]): Promise<void> {
  const authority = issuingAuthority(environment);
  const database = new pg.Client({ connectionString: environment.DATABASE_URL });
  await database.connect();
  try {
    const { publicKey } = await newKeyPair('ec'); // nobody opens what is sealed for them
    for (const office of offices) await certify(database, authority, publicKey, office);
    await database.query('ANALYZE');
  } finally {
    await database.end();
  }
}

async function certify(
  database: pg.Client,
  authority: Authority,
  publicKey: Awaited<ReturnType<typeof newKeyPair>>['publicKey'],
  office: string,
): Promise<void> {
  const clientId = newId();
  const now = new Date();
  const certificate = await issueCertificate(authority, {
    publicKey,
    commonName: office,
    clientId,
    officeNumber: office,
    usage: 'client',
    now,
    validDays: 30,
  });
  await database.query(
    `WITH client AS (
       INSERT INTO clients (id, kind, name, office_number, created_at) VALUES ($1, 'office', $2, $2, $3))
     INSERT INTO certificates (thumbprint, client_id, serial_number, pem, key_sha256, origin, not_before, not_after, created_at)
     VALUES ($4, $1, $5, $6, $7, 'issued', $8, $9, $3)`,
    [
      clientId,
      office,
      now,
      certificate.thumbprint,
      certificate.serialNumber,
      certificate.pem,
      `${keyDigest(publicKey)}-${randomUUID()}`, // one key for all of them would not pass for theirs
      certificate.notBefore,
      certificate.notAfter,
    ],
  );
}

function issuingAuthority(environment: NodeJS.ProcessEnv): Authority {
  const chain = readCertificates(readFileSync(environment.ISSUING_CA_CERTIFICATE_FILE ?? '', 'utf8'));
  const [certificate] = chain;
  if (!certificate) throw new Error('There is no issuing certificate.');
  const privateKey = createPrivateKey(readFileSync(environment.ISSUING_CA_KEY_FILE ?? '', 'utf8'));
  return { certificate, privateKey, chain: chain.map(({ pem }) => pem) };
}
