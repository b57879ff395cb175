import { createPublicKey, randomUUID } from 'node:crypto';
import { Certificate, readCertificate, readCertificates } from '../sealing/certificate.js';
import { createCertificationRequest } from '../sealing/certification-request.js';
import { newKeyPair } from '../sealing/key-pair.js';
import { createRenewal } from '../sealing/renewal.js';
import { signStatement } from '../sealing/statement.js';
import { certificateChain, findCertificate, renewalHint } from './certificates.js';
import { EvidenceRefused } from './evidence-refused.js';
import { GatewayClient } from './gateway-client.js';
import { GatewayProblem } from './gateway-problem.js';
import { IdentityFolder, PendingRenewal } from './identity-folder.js';

interface RenewalAnswer {
  readonly certificate: string;
  readonly chain: readonly string[];
}

interface Issued {
  readonly certificate: Certificate;
  readonly chain: readonly Certificate[];
}

/**
 * A new key, certified on the word of the present one, which stays good until it ends. Whatever cuts it off, the folder
 * holds an identity that works, and the next call goes on where this one was: with the same key, statement and
 * Idempotency-Key it is given the same certificate, and after the gateway has forgotten that, it looks for it.
 * Throws GatewayProblem, GatewayUnreachable; EvidenceRefused when what came back is not what was asked for.
 */
export async function renew(gateway: GatewayClient, folder: IdentityFolder): Promise<Certificate> {
  const pending = await folder.pending();
  if (pending === null) return ask(gateway, folder, await begin(gateway, folder));
  if (isFor(gateway.identity.certificate, pending)) {
    // It was changed over to; only the note of it had remained.
    await folder.forgetPending();
    return gateway.identity.certificate;
  }
  const resumed = await ask(gateway, folder, pending).catch((error: unknown) => {
    if (!isFinal(error)) throw error;
    return null; // nothing came of it, and it is forgotten
  });
  return resumed ?? ask(gateway, folder, await begin(gateway, folder));
}

async function ask(gateway: GatewayClient, folder: IdentityFolder, pending: PendingRenewal): Promise<Certificate> {
  try {
    const content = { json: { statement: pending.statement } };
    const answer = await gateway.create<RenewalAnswer>('/v1/certificates', content, pending.idempotencyKey);
    const chain = answer.chain.map((pem) => readCertificate(pem));
    return await changeOver(gateway, folder, pending, { certificate: readCertificate(answer.certificate), chain });
  } catch (error) {
    if (!isFinal(error)) throw error;
    const issued = await issuedBefore(gateway, pending);
    if (issued) return changeOver(gateway, folder, pending, issued);
    await folder.forgetPending();
    throw error;
  }
}

/** What was refused for itself would be refused again. Whether the caller may ask at all, or too much is there, changes. */
function isFinal(error: unknown): boolean {
  return error instanceof GatewayProblem && [400, 422].includes(error.status);
}

/** The certificate that an earlier attempt got without learning of it: its key is here, and would be lost. */
async function issuedBefore(gateway: GatewayClient, pending: PendingRenewal): Promise<Issued | null> {
  const { renewedBy } = await renewalHint(gateway, gateway.identity.certificate.thumbprint);
  if (renewedBy === null || (await findCertificate(gateway, renewedBy)).state !== 'active') return null;
  const [certificate, ...chain] = readCertificates(await certificateChain(gateway, renewedBy));
  return certificate && isFor(certificate, pending) ? { certificate, chain } : null;
}

function isFor({ publicKey }: Certificate, { privateKey }: PendingRenewal): boolean {
  return publicKey.equals(createPublicKey(privateKey));
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

async function changeOver(
  gateway: GatewayClient,
  folder: IdentityFolder,
  pending: PendingRenewal,
  { certificate, chain }: Issued,
): Promise<Certificate> {
  const { identity } = gateway;
  const isOurs =
    isFor(certificate, pending) &&
    certificate.clientId === identity.clientId &&
    certificate.officeNumber === identity.officeNumber;
  if (!isOurs) throw new EvidenceRefused('certificate', 'mismatch');
  await gateway.trust.requireChain('certificate', certificate, gateway.clock());
  // Those known before stay known: what was signed under an earlier authority is still to be verified.
  const known = new Map([...chain, ...identity.intermediates].map((one) => [one.thumbprint, one]));
  known.delete(identity.root.thumbprint);
  const { privateKey } = pending;
  await folder.changeOver({
    ...identity,
    ownChain: undefined,
    privateKey,
    certificate,
    intermediates: [...known.values()],
  });
  return certificate;
}
