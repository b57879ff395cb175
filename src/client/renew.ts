import { createPublicKey, randomUUID } from 'node:crypto';
import { Certificate, readCertificate } from '../sealing/certificate.js';
import { createCertificationRequest } from '../sealing/certification-request.js';
import { newKeyPair } from '../sealing/key-pair.js';
import { createRenewal } from '../sealing/renewal.js';
import { signStatement } from '../sealing/statement.js';
import { ClientIdentity } from './client-identity.js';
import { EvidenceRefused } from './evidence-refused.js';
import { GatewayClient } from './gateway-client.js';
import { GatewayProblem } from './gateway-problem.js';
import { IdentityFolder, PendingRenewal } from './identity-folder.js';

interface RenewalAnswer {
  readonly certificate: string;
  readonly chain: readonly string[];
}

/**
 * A new key, certified on the word of the present one, which stays good until it ends. Whatever cuts it off, the folder
 * holds an identity that works, and the next call goes on where this one was: with the same key, statement and
 * Idempotency-Key it is given the same certificate.
 * Throws GatewayProblem, GatewayUnreachable; EvidenceRefused when what came back is not what was asked for.
 */
export async function renew(gateway: GatewayClient, folder: IdentityFolder): Promise<Certificate> {
  const pending = (await folder.pending()) ?? (await begin(gateway, folder));
  let answer: RenewalAnswer;
  try {
    const content = { json: { statement: pending.statement } };
    answer = await gateway.create<RenewalAnswer>('/v1/certificates', content, pending.idempotencyKey);
  } catch (error) {
    // What was refused would be refused again: the next attempt begins anew.
    if (error instanceof GatewayProblem && error.status < 500 && error.status !== 409) await folder.forgetPending();
    throw error;
  }
  const identity = await renewedIdentity(gateway, pending, answer);
  await folder.changeOver(identity);
  return identity.certificate;
}

async function begin(gateway: GatewayClient, folder: IdentityFolder): Promise<PendingRenewal> {
  const { certificate, clientId, gatewayUrl } = gateway.identity;
  const keys = await newKeyPair(certificate.keyKind);
  const renewal = createRenewal({
    client: clientId,
    audience: gatewayUrl,
    certificationRequest: await createCertificationRequest(keys, { commonName: 'careplan client' }),
    now: gateway.clock(),
    jti: randomUUID(),
  });
  const statement = await signStatement('careplan-renewal+jws', renewal, gateway.signer);
  const pending = { privateKey: keys.privateKey, statement, idempotencyKey: randomUUID() };
  await folder.begin(pending);
  return pending;
}

async function renewedIdentity(
  gateway: GatewayClient,
  { privateKey }: PendingRenewal,
  answer: RenewalAnswer,
): Promise<ClientIdentity> {
  const { identity } = gateway;
  const certificate = readCertificate(answer.certificate);
  const chain = answer.chain.map((pem) => readCertificate(pem));
  const isOurs =
    certificate.publicKey.equals(createPublicKey(privateKey)) &&
    certificate.clientId === identity.clientId &&
    certificate.officeNumber === identity.officeNumber;
  if (!isOurs) throw new EvidenceRefused('certificate', 'mismatch');
  await gateway.trust.requireChain('certificate', certificate, gateway.clock());
  const intermediates = chain.filter(({ thumbprint }) => thumbprint !== identity.root.thumbprint);
  return { ...identity, ownChain: undefined, privateKey, certificate, intermediates };
}
