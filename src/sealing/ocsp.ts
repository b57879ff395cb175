import { createHash } from 'node:crypto';
import { Enumerated, GeneralizedTime, OctetString, type BaseBlock } from 'asn1js';
import {
  BasicOCSPResponse,
  CertID,
  Extension,
  ExtKeyUsage,
  OCSPRequest,
  OCSPResponse,
  RelativeDistinguishedNames,
  type Certificate as ParsedCertificate,
  type SingleResponse,
} from 'pkijs';
import { isWithinValidity, readCertificate, type Certificate } from './certificate.js';
import { KEY_USAGE, OID_EXTENDED_KEY_USAGE } from './certificate-extensions.js';
import { issued, parsedOf, usageAllows, valueOf } from './chain.js';
import { engine } from './crypto-engine.js';
import { ACCEPTED_SIGNATURES } from './key-policy.js';
import { reasonOfCode, type RevocationReason } from './revocation-reason.js';
import { isSignedBy } from './signed-structure.js';

/** What an authority says of a certificate. */
export type CertificateStatus = { status: 'good' } | { status: 'revoked'; at: Date; reason: RevocationReason };

export type OcspFault =
  | 'unreadable'
  /** The responder answers with an error, such as tryLater or unauthorized. */
  | 'unsuccessful'
  /** Not about this certificate of this issuer. */
  | 'other-certificate'
  /** Signed by nobody whom the issuer lets answer for it. */
  | 'responder'
  | 'signature'
  | 'nonce'
  | 'unsupported'
  | 'out-of-date'
  /** The responder does not know the certificate. */
  | 'unknown';

/** An answer that says nothing of the certificate: what is not known stays unknown, it is not "good". */
export class OcspResponseRefused extends Error {
  constructor(
    readonly code: OcspFault,
    options?: ErrorOptions,
  ) {
    super(`OCSP response refused: ${code}`, options);
    this.name = 'OcspResponseRefused';
  }
}

const OID_BASIC_RESPONSE = '1.3.6.1.5.5.7.48.1.1';
const OID_NONCE = '1.3.6.1.5.5.7.48.1.2';
const OID_OCSP_SIGNING = '1.3.6.1.5.5.7.3.9';
const SUCCESSFUL = 0;
const STATUS = { good: 0, revoked: 1 } as const;
/** Between the responder's clock and ours. */
const SKEW_MS = 5 * 60_000;

/**
 * Asks about one certificate (RFC 6960 §4.1). The certificate is named by SHA-1 digests, as every responder
 * understands (RFC 5019 §2.1.1); they identify, nothing rests on them. `nonce`: 16 to 32 random bytes (RFC 9654 §2.1).
 */
export async function createOcspRequest(
  certificate: Certificate,
  issuer: Certificate,
  nonce: Uint8Array,
): Promise<Buffer> {
  const request = new OCSPRequest();
  await request.createForCertificate(
    parsedOf(certificate),
    { hashAlgorithm: 'SHA-1', issuerCertificate: parsedOf(issuer) },
    engine,
  );
  const extnValue = new OctetString({ valueHex: new Uint8Array(nonce).buffer }).toBER(false);
  request.tbsRequest.requestExtensions = [new Extension({ extnID: OID_NONCE, critical: false, extnValue })];
  return Buffer.from(request.toSchema(true).toBER(false));
}

/**
 * Reads what a responder says of one certificate (RFC 6960 §3.2): about that certificate, signed by its issuer or by
 * whom the issuer delegated, current, and the answer to this request where it repeats the nonce; many responders sign
 * ahead and repeat none. Throws OcspResponseRefused.
 */
export async function readOcspResponse(
  der: Uint8Array,
  expected: { certificate: Certificate; issuer: Certificate; nonce: Uint8Array; now: Date },
): Promise<CertificateStatus> {
  const response = parse(der);
  const answer = await answerAbout(response, expected.certificate, expected.issuer);
  verifyResponder(response, expected.issuer, expected.now);
  const isForThisRequest = compareNonce(response, expected.nonce);
  refuseCritical([...(response.tbsResponseData.responseExtensions ?? []), ...(answer.singleExtensions ?? [])]);
  refuseOutOfDate(answer, isForThisRequest, expected.now.getTime());
  return statusOf(answer.certStatus as BaseBlock);
}

function parse(der: Uint8Array): BasicOCSPResponse {
  try {
    const response = OCSPResponse.fromBER(der);
    const status = response.responseStatus.valueBlock.valueDec;
    if (status !== SUCCESSFUL) throw new OcspResponseRefused('unsuccessful');
    if (response.responseBytes?.responseType !== OID_BASIC_RESPONSE) throw new OcspResponseRefused('unsupported');
    return BasicOCSPResponse.fromBER(response.responseBytes.response.valueBlock.valueHexView);
  } catch (cause) {
    if (cause instanceof OcspResponseRefused) throw cause;
    throw new OcspResponseRefused('unreadable', { cause });
  }
}

/** The one answer whose digests are those of this issuer, computed anew in whichever algorithm the responder chose. */
async function answerAbout(
  { tbsResponseData }: BasicOCSPResponse,
  certificate: Certificate,
  issuer: Certificate,
): Promise<SingleResponse> {
  for (const answer of tbsResponseData.responses) {
    const own = await certIdOf(answer.certID.hashAlgorithm.algorithmId, certificate, issuer);
    if (own && answer.certID.isEqual(own)) return answer;
  }
  throw new OcspResponseRefused('other-certificate');
}

async function certIdOf(algorithmId: string, certificate: Certificate, issuer: Certificate): Promise<CertID | null> {
  const algorithm = engine.getAlgorithmByOID(algorithmId);
  if (!('name' in algorithm) || !algorithm.name.startsWith('SHA')) return null;
  const names = { hashAlgorithm: algorithm.name, issuerCertificate: parsedOf(issuer) };
  return CertID.create(parsedOf(certificate), names, engine);
}

/**
 * RFC 6960 §4.2.2.2: the issuer itself, or a certificate that the issuer signed and that may sign answers. PKI.js
 * would judge it by the clock of the machine, so the parts are put together here. Whether the delegated certificate is
 * revoked is not asked: §4.2.2.2.1 leaves that to the reader, and authorities make such certificates for weeks.
 */
function verifyResponder(response: BasicOCSPResponse, issuer: Certificate, now: Date): void {
  const delegated = (response.certs ?? []).slice(0, 5).flatMap((one) => asCertificate(one));
  const named = [issuer, ...delegated].filter((one) => isNamed(response, parsedOf(one)));
  const allowed = named.filter((one) => one.thumbprint === issuer.thumbprint || mayAnswerFor(issuer, one, now));
  if (allowed.length === 0) throw new OcspResponseRefused('responder');
  const { signatureAlgorithm, tbsResponseData, signature } = response;
  const holds = allowed.some((one) =>
    isSignedBy(one, signatureAlgorithm.algorithmId, tbsResponseData.tbsView, signature.valueBlock.valueHexView),
  );
  if (!holds) throw new OcspResponseRefused('signature');
}

function asCertificate(parsed: ParsedCertificate): Certificate[] {
  try {
    return [readCertificate(Buffer.from(parsed.toSchema(false).toBER(false)))];
  } catch {
    return [];
  }
}

/** ResponderID: a name, or the SHA-1 of a public key, which identifies and proves nothing. */
function isNamed({ tbsResponseData }: BasicOCSPResponse, certificate: ParsedCertificate): boolean {
  const responder: unknown = tbsResponseData.responderID;
  if (responder instanceof RelativeDistinguishedNames) return certificate.subject.isEqual(responder);
  if (!(responder instanceof OctetString)) return false;
  const key = certificate.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView;
  return createHash('sha1').update(key).digest().equals(Buffer.from(responder.valueBlock.valueHexView));
}

function mayAnswerFor(issuer: Certificate, responder: Certificate, now: Date): boolean {
  const extensions = parsedOf(responder).extensions ?? [];
  const purposes = valueOf(extensions, OID_EXTENDED_KEY_USAGE);
  return (
    purposes instanceof ExtKeyUsage &&
    purposes.keyPurposes.includes(OID_OCSP_SIGNING) &&
    usageAllows(responder, KEY_USAGE.digitalSignature) &&
    ACCEPTED_SIGNATURES.has(parsedOf(responder).signatureAlgorithm.algorithmId) &&
    isWithinValidity(responder, now) &&
    issued(issuer, responder)
  );
}

/** True when the nonce came back, false when there is none. Throws OcspResponseRefused for another one. */
function compareNonce({ tbsResponseData }: BasicOCSPResponse, nonce: Uint8Array): boolean {
  const given = tbsResponseData.responseExtensions?.find(({ extnID }) => extnID === OID_NONCE);
  if (!given) return false;
  const expected = Buffer.from(new OctetString({ valueHex: new Uint8Array(nonce).buffer }).toBER(false));
  if (!expected.equals(Buffer.from(given.extnValue.valueBlock.valueHexView))) throw new OcspResponseRefused('nonce');
  return true;
}

function refuseCritical(extensions: readonly Extension[]): void {
  if (extensions.some(({ critical, extnID }) => critical && extnID !== OID_NONCE)) {
    throw new OcspResponseRefused('unsupported');
  }
}

/** Without nextUpdate newer word is always to be had (RFC 6960 §4.2.2.1): then only an answer of this moment counts. */
function refuseOutOfDate({ thisUpdate, nextUpdate }: SingleResponse, isForThisRequest: boolean, now: number): void {
  const starts = thisUpdate.getTime() <= now + SKEW_MS;
  const isCurrent = nextUpdate
    ? nextUpdate.getTime() >= now - SKEW_MS
    : isForThisRequest || thisUpdate.getTime() >= now - SKEW_MS;
  if (!starts || !isCurrent) throw new OcspResponseRefused('out-of-date');
}

/** CertStatus ::= CHOICE { good [0], revoked [1] { revocationTime, revocationReason [0] }, unknown [2] }. */
function statusOf(status: BaseBlock): CertificateStatus {
  if (status.idBlock.tagNumber === STATUS.good) return { status: 'good' };
  if (status.idBlock.tagNumber !== STATUS.revoked) throw new OcspResponseRefused('unknown');
  const [time, explicit] = membersOf(status);
  if (!(time instanceof GeneralizedTime)) throw new OcspResponseRefused('unreadable');
  const [code] = explicit ? membersOf(explicit) : [];
  const reason = reasonOfCode(code instanceof Enumerated ? code.valueBlock.valueDec : 0);
  return { status: 'revoked', at: time.toDate(), reason };
}

function membersOf(block: BaseBlock): BaseBlock[] {
  return (block.valueBlock as { value?: BaseBlock[] }).value ?? [];
}
