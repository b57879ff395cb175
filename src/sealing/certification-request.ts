import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { Attribute, CertificationRequest as ParsedRequest, Extension, Extensions, PublicKeyInfo } from 'pkijs';
import { engine, signingKeyOf } from './crypto-engine.js';
import { ACCEPTED_SIGNATURES, describeKey, keyFault, type KeyFault, type KeyKind } from './key-policy.js';
import { decodePem, encodePem } from './pem.js';
import {
  addCommonName,
  OID_SUBJECT_ALT_NAME,
  readCommonName,
  readSubjectUrns,
  subjectAltName,
} from './subject-names.js';

/** A request whose sender has shown possession of the private key. Names are wishes: the authority decides. */
export interface CertificationRequest {
  readonly publicKey: KeyObject;
  readonly keyKind: KeyKind;
  readonly keyBits: number;
  readonly commonName: string;
  readonly officeNumber: string | null;
}

export type CertificationRequestFault = 'unreadable' | 'signature' | KeyFault;

/** A PKCS #10 request that no certificate can be issued for. */
export class CertificationRequestRefused extends Error {
  constructor(
    readonly code: CertificationRequestFault,
    options?: ErrorOptions,
  ) {
    super(`certification request refused: ${code}`, options);
    this.name = 'CertificationRequestRefused';
  }
}

const PEM_LABEL = 'CERTIFICATE REQUEST';
const PEM_CHARS_MAX = 16 * 1024;
/** PKCS #9 extensionRequest, RFC 2985 §5.4.2. */
const OID_EXTENSION_REQUEST = '1.2.840.113549.1.9.14';

/**
 * Makes a PKCS #10 request (RFC 2986) as PEM, signed with the key it is for.
 * Throws CertificationRequestRefused for a key that would be refused anyway.
 */
export async function createCertificationRequest(
  keyPair: { privateKey: KeyObject; publicKey: KeyObject },
  subject: { commonName: string; officeNumber?: string },
): Promise<string> {
  const fault = keyFault(keyPair.publicKey);
  if (fault) throw new CertificationRequestRefused(fault);
  const request = new ParsedRequest({ version: 0 });
  addCommonName(request.subject, subject.commonName);
  request.subjectPublicKeyInfo = PublicKeyInfo.fromBER(keyPair.publicKey.export({ format: 'der', type: 'spki' }));
  request.attributes = subject.officeNumber === undefined ? [] : [officeAttribute(subject.officeNumber)];
  await request.sign(await signingKeyOf(keyPair.privateKey), 'SHA-256', engine);
  return encodePem(PEM_LABEL, request.toSchema(true).toBER(false));
}

function officeAttribute(officeNumber: string): Attribute {
  const extnValue = subjectAltName({ clientId: null, officeNumber }).toSchema().toBER(false);
  const extension = new Extension({ extnID: OID_SUBJECT_ALT_NAME, critical: false, extnValue });
  return new Attribute({
    type: OID_EXTENSION_REQUEST,
    values: [new Extensions({ extensions: [extension] }).toSchema()],
  });
}

/**
 * Reads a PKCS #10 request in PEM and verifies its proof of possession: the cheap checks of the key first, the
 * signature last. Throws CertificationRequestRefused.
 */
export async function readCertificationRequest(pem: string): Promise<CertificationRequest> {
  const request = parse(pem);
  const publicKey = publicKeyOf(request);
  const key = describeKey(publicKey);
  const fault = keyFault(publicKey);
  if (fault || !key) throw new CertificationRequestRefused(fault ?? 'key-kind');
  verifyPossession(request, publicKey);
  return {
    publicKey,
    ...key,
    commonName: readCommonName(request.subject),
    officeNumber: readSubjectUrns(requestedExtensions(request)).officeNumber,
  };
}

function parse(pem: string): ParsedRequest {
  const der = pem.length > PEM_CHARS_MAX ? null : decodePem(PEM_LABEL, pem);
  if (!der) throw new CertificationRequestRefused('unreadable');
  try {
    const request = ParsedRequest.fromBER(der);
    // PKI.js overlooks a wrong outer length or tag; what is DER encodes to the same bytes again.
    if (der.equals(Buffer.from(request.toSchema().toBER(false)))) return request;
  } catch (cause) {
    throw new CertificationRequestRefused('unreadable', { cause });
  }
  throw new CertificationRequestRefused('unreadable');
}

function publicKeyOf(request: ParsedRequest): KeyObject {
  try {
    const spki = Buffer.from(request.subjectPublicKeyInfo.toSchema().toBER(false));
    return createPublicKey({ key: spki, format: 'der', type: 'spki' });
  } catch (cause) {
    throw new CertificationRequestRefused('key-kind', { cause });
  }
}

/** OpenSSL verifies here, and not PKI.js, which also takes signatures that are not in DER. */
function verifyPossession(request: ParsedRequest, publicKey: KeyObject): void {
  const digest = ACCEPTED_SIGNATURES.get(request.signatureAlgorithm.algorithmId);
  const signature = request.signatureValue.valueBlock;
  if (digest === undefined || signature.unusedBits !== 0 || !holds(digest, request, publicKey)) {
    throw new CertificationRequestRefused('signature');
  }
}

function holds(digest: string, request: ParsedRequest, publicKey: KeyObject): boolean {
  try {
    return verify(digest, request.tbsView, publicKey, request.signatureValue.valueBlock.valueHexView);
  } catch {
    return false;
  }
}

function requestedExtensions(request: ParsedRequest): Extension[] {
  const attribute = request.attributes?.find(({ type }) => type === OID_EXTENSION_REQUEST);
  try {
    return attribute ? new Extensions({ schema: attribute.values[0] }).extensions : [];
  } catch (cause) {
    throw new CertificationRequestRefused('unreadable', { cause });
  }
}
