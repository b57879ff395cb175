import { Certificate, CertificateUnreadable, readCertificate } from '../sealing/certificate.js';
import { createCertificationRequest } from '../sealing/certification-request.js';
import { KeyPair, newKeyPair } from '../sealing/key-pair.js';
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
