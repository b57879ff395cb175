import { KeyObject, randomUUID } from 'node:crypto';
import { Certificate, CertificateUnreadable, readCertificate, readCertificates } from '../sealing/certificate.js';
import { createCertificationRequest } from '../sealing/certification-request.js';
import { KeyPair, newKeyPair } from '../sealing/key-pair.js';
import { createRegistration } from '../sealing/registration.js';
import { signStatement } from '../sealing/statement.js';
import { ClientIdentity } from './client-identity.js';
import { EvidenceRefused } from './evidence-refused.js';
import { GatewayHttp, HttpSettings } from './gateway-http.js';
import { Trust } from './trust.js';

export interface EnrolmentOptions extends HttpSettings {
  /** The one-time code that the gateway's operator handed over. */
  readonly code: string;
  /** EC P-256 unless RSA (2048 bits) is asked for. */
  readonly keyKind?: 'ec' | 'rsa';
  /** `x5t#S256` of the root, where the operator told it by another way: then a false gateway is found out here. */
  readonly rootThumbprint?: string;
  readonly clock?: () => Date;
}

/** A certificate that this office holds already, of an authority that the gateway trusts. */
export interface ExistingHolding {
  readonly privateKey: KeyObject;
  readonly certificate: Certificate;
  /** Between it and its root. */
  readonly chain: readonly Certificate[];
}

interface EnrolmentAnswer {
  readonly clientId: string;
  readonly officeNumber: string | null;
  readonly certificate: string;
  readonly chain: readonly string[];
}

/**
 * Makes a key that never leaves this machine and has it certified (電子証明書の発行). The root that comes with the
 * certificate is pinned: from here on everything is judged by it.
 * Throws GatewayProblem, GatewayUnreachable; EvidenceRefused when what came back is not what was asked for.
 */
export async function enrol(options: EnrolmentOptions): Promise<ClientIdentity> {
  const keys = await newKeyPair(options.keyKind ?? 'ec');
  // The gateway takes the names from its register; the request proves the key and nothing else.
  const certificationRequest = await createCertificationRequest(keys, { commonName: 'careplan client' });
  const http = new GatewayHttp(options);
  const { body } = await http.send({
    method: 'POST',
    path: '/v1/enrolments',
    repeatable: false, // the code works once
    make: () => ({
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: options.code, certificationRequest }),
    }),
  });
  const answer = JSON.parse(body.toString('utf8')) as EnrolmentAnswer;
  const identity = identityOf(answer, keys, http.baseUrl);
  await verify(identity, keys, options);
  return identity;
}

/**
 * Registers a certificate that this office holds already (電子請求証明書の流用): its key signs for this code, and stays
 * where it is. The gateway's own root is asked for and pinned, since it signs the receipts.
 * Throws GatewayProblem, GatewayUnreachable; EvidenceRefused when what came back is not what was asked for; RangeError
 * when the key is not the certificate's.
 */
export async function enrolExisting(
  options: Omit<EnrolmentOptions, 'keyKind'>,
  { privateKey, certificate, chain }: ExistingHolding,
): Promise<ClientIdentity> {
  const http = new GatewayHttp(options);
  const now = options.clock?.() ?? new Date();
  const registration = createRegistration({ audience: http.baseUrl, code: options.code, now, jti: randomUUID() });
  const signer = { privateKey, certificate, chain: chain.map(({ pem }) => pem) };
  const statement = await signStatement('careplan-registration+jws', registration, signer);
  const gatewayChain = await gatewayCertificates(http);
  const root = gatewayChain.at(-1);
  if (!root) throw new EvidenceRefused('certificate', 'missing');
  // Before the code is spent: a false gateway gets nothing that it could use elsewhere.
  if (options.rootThumbprint !== undefined && options.rootThumbprint !== root.thumbprint) {
    throw new EvidenceRefused('certificate', 'untrusted');
  }
  const { body } = await http.send({
    method: 'POST',
    path: '/v1/enrolments/existing',
    repeatable: true, // with the same certificate the code gives the same answer
    make: () => ({
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: options.code, statement }),
    }),
  });
  const answer = JSON.parse(body.toString('utf8')) as EnrolmentAnswer;
  if (read(answer.certificate).thumbprint !== certificate.thumbprint) {
    throw new EvidenceRefused('certificate', 'mismatch');
  }
  return {
    gatewayUrl: http.baseUrl,
    clientId: answer.clientId,
    officeNumber: answer.officeNumber,
    privateKey,
    certificate,
    ownChain: answer.chain.map(read),
    intermediates: gatewayChain.slice(0, -1),
    root,
  };
}

async function gatewayCertificates(http: GatewayHttp): Promise<Certificate[]> {
  const { body } = await http.send({ method: 'GET', path: '/v1/pki/ca.pem', repeatable: true });
  try {
    return readCertificates(body.toString('latin1'));
  } catch (cause) {
    if (cause instanceof CertificateUnreadable) throw new EvidenceRefused('certificate', 'invalid', { cause });
    throw cause;
  }
}

function identityOf(answer: EnrolmentAnswer, { privateKey }: KeyPair, gatewayUrl: string): ClientIdentity {
  const { clientId, officeNumber } = answer;
  const certificate = read(answer.certificate);
  const chain = answer.chain.map(read);
  const root = chain.at(-1);
  if (!root) throw new EvidenceRefused('certificate', 'missing');
  return { gatewayUrl, clientId, officeNumber, privateKey, certificate, intermediates: chain.slice(0, -1), root };
}

function read(pem: string): Certificate {
  try {
    return readCertificate(pem);
  } catch (cause) {
    if (cause instanceof CertificateUnreadable) throw new EvidenceRefused('certificate', 'invalid', { cause });
    throw cause;
  }
}

async function verify(identity: ClientIdentity, { publicKey }: KeyPair, options: EnrolmentOptions): Promise<void> {
  const { certificate, root, intermediates } = identity;
  const isOurs =
    certificate.publicKey.equals(publicKey) &&
    certificate.clientId === identity.clientId &&
    certificate.officeNumber === identity.officeNumber;
  if (!isOurs) throw new EvidenceRefused('certificate', 'mismatch');
  if (options.rootThumbprint !== undefined && options.rootThumbprint !== root.thumbprint) {
    throw new EvidenceRefused('certificate', 'untrusted');
  }
  const now = options.clock?.() ?? new Date();
  await new Trust(root, intermediates).requireChain('certificate', certificate, now);
}
