import type { KeyObject } from 'node:crypto';
import { readCertificate, type Certificate } from './certificate.js';
import {
  algorithmFor,
  parseJws,
  signJws,
  verifyJws,
  type JwsFault,
  type JwsRules,
  type ParsedJws,
  type SignatureAlgorithm,
} from './compact-jws.js';
import { isKeyPair } from './jose-keys.js';

/** What a statement says; as `typ` it keeps one kind from being passed off as another (RFC 8725 §3.11). */
export type StatementType =
  | 'careplan-manifest+jws'
  | 'careplan-extract+jws'
  | 'careplan-receipt+jws'
  | 'careplan-confirmation+jws'
  | 'careplan-import-result+jws'
  | 'careplan-renewal+jws'
  | 'careplan-registration+jws';

export type StatementFault = JwsFault | 'type' | 'thumbprint' | 'certificate' | 'shape';

/** A signed statement that must not be believed. `pointer` (RFC 6901) says where a shape is wrong. */
export class StatementRefused extends Error {
  constructor(
    readonly code: StatementFault,
    readonly pointer?: string,
    options?: ErrorOptions,
  ) {
    super(`statement refused: ${code}${pointer === undefined ? '' : ` at ${pointer || 'the top'}`}`, options);
    this.name = 'StatementRefused';
  }
}

export interface Signer {
  privateKey: KeyObject;
  certificate: Certificate;
  /** PEM of the certificates above the signer's, so that the statement can still be judged years later. */
  chain?: string[];
  /** For an RSA key only; PS256 unless said otherwise. */
  rsaAlgorithm?: 'PS256' | 'RS256';
}

const CHAIN_MAX = 6;

const rules: JwsRules = {
  sizeMax: 512 * 1024,
  headerMembers: new Set(['alg', 'typ', 'x5t#S256', 'x5c', 'kid', 'cty']),
  refuse: (fault) => new StatementRefused(fault),
};

/**
 * Signs a statement as compact JWS. The certificate and its chain travel along (`x5c`, RFC 7515 §4.1.6).
 * Throws RangeError when the private key is not the certificate's.
 */
export async function signStatement(type: StatementType, payload: object, signer: Signer): Promise<string> {
  if (!isKeyPair(signer.privateKey, signer.certificate.publicKey)) {
    throw new RangeError('the private key does not belong to the certificate');
  }
  const above = (signer.chain ?? []).map(readCertificate).filter((one) => one !== signer.certificate);
  const header = {
    alg: algorithmFor(signer.privateKey, signer.rsaAlgorithm),
    typ: type,
    'x5t#S256': signer.certificate.thumbprint,
    x5c: [signer.certificate, ...above].map(({ der }) => der.toString('base64')),
  };
  return signJws(header, payload, signer.privateKey);
}

/**
 * Reads who claims to have signed, without verifying anything: enough to look the certificate up in our own records.
 * Throws StatementRefused.
 */
export function readStatementHeader(
  jws: string,
  type: StatementType,
): { thumbprint: string; algorithm: SignatureAlgorithm; certificate: Certificate } {
  const parsed = parseStatement(jws, type);
  const certificate = leafOf(parsed);
  return { thumbprint: certificate.thumbprint, algorithm: parsed.algorithm, certificate };
}

/**
 * The certificates that travel with a statement, the signer's first, in the order of `x5c`. They are claims: what they
 * are worth is for `verifyChain` to say. Throws StatementRefused.
 */
export function readStatementChain(jws: string, type: StatementType): Certificate[] {
  const parsed = parseStatement(jws, type);
  const leaf = leafOf(parsed);
  return [leaf, ...(parsed.header['x5c'] as string[]).slice(1).map(readOne)];
}

/**
 * Verifies a statement with the certificate the caller trusts; the one inside must be the same, and is never trusted
 * for being there. Whether that certificate was valid at the time is the caller's question. The payload is an object,
 * its members unchecked: pass it through `readManifest`, `readReceipt` or `readConfirmation`. Throws StatementRefused.
 */
export async function verifyStatement<T>(jws: string, type: StatementType, certificate: Certificate): Promise<T> {
  const parsed = parseStatement(jws, type);
  if (parsed.header['x5t#S256'] !== certificate.thumbprint) throw new StatementRefused('thumbprint');
  if (leafOf(parsed).thumbprint !== certificate.thumbprint) throw new StatementRefused('certificate');
  return (await verifyJws(parsed, certificate.publicKey, rules.refuse)) as T;
}

function parseStatement(jws: string, type: StatementType): ParsedJws {
  const parsed = parseJws(jws, rules);
  if (parsed.header['typ'] !== type) throw new StatementRefused('type');
  return parsed;
}

/** The signer's certificate in `x5c`, which must be the one `x5t#S256` names. */
function leafOf({ header }: ParsedJws): Certificate {
  const chain: unknown = header['x5c'];
  if (!Array.isArray(chain) || chain.length === 0 || chain.length > CHAIN_MAX || !chain.every(isBase64)) {
    throw new StatementRefused('certificate');
  }
  const certificate = readOne(chain[0] as string);
  if (certificate.thumbprint !== header['x5t#S256']) throw new StatementRefused('thumbprint');
  return certificate;
}

function isBase64(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9+/]+={0,2}$/.test(value);
}

function readOne(base64: string): Certificate {
  try {
    return readCertificate(Buffer.from(base64, 'base64'));
  } catch (cause) {
    throw new StatementRefused('certificate', undefined, { cause });
  }
}
