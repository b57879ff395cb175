import { createHash, type KeyObject } from 'node:crypto';
import { Constructed, Enumerated, GeneralizedTime, OctetString, Primitive } from 'asn1js';
import {
  BasicOCSPResponse,
  CertID,
  Extension,
  OCSPRequest,
  OCSPResponse,
  ResponseBytes,
  SingleResponse,
  type Certificate as ParsedCertificate,
} from 'pkijs';
import type { Certificate } from './certificate.js';
import { parsedOf } from './chain.js';
import { engine, signingKeyOf } from './crypto-engine.js';
import { REASON_CODES, type RevocationReason } from './revocation-reason.js';

const OID_NONCE = '1.3.6.1.5.5.7.48.1.2';

/** What an OCSP responder says. */
export interface OcspAnswer {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  readonly status: 'good' | 'unknown' | { readonly at: Date; readonly reason?: RevocationReason };
  readonly responder: { readonly certificate: Certificate; readonly privateKey: KeyObject };
  /** Certificates that travel along: a delegated responder's, usually. */
  readonly certificates?: readonly Certificate[];
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
  readonly nonce?: Uint8Array;
  readonly hashAlgorithm?: 'SHA-1' | 'SHA-256';
  readonly byKey?: boolean;
  readonly extensions?: readonly Extension[];
}

export async function createOcspResponse(answer: OcspAnswer): Promise<Buffer> {
  const response = new BasicOCSPResponse();
  const data = response.tbsResponseData;
  const responder = parsedOf(answer.responder.certificate);
  data.responderID = answer.byKey ? keyHash(responder) : responder.subject;
  data.producedAt = answer.thisUpdate;
  data.responses = [await singleResponse(answer)];
  const extensions = [...nonceExtension(answer.nonce), ...(answer.extensions ?? [])];
  if (extensions.length > 0) data.responseExtensions = extensions;
  if (answer.certificates) response.certs = answer.certificates.map(parsedOf);
  await response.sign(await signingKeyOf(answer.responder.privateKey), 'SHA-256', engine);
  const responseBytes = new ResponseBytes({
    responseType: '1.3.6.1.5.5.7.48.1.1',
    response: new OctetString({ valueHex: response.toSchema().toBER(false) }),
  });
  const whole = new OCSPResponse({ responseStatus: new Enumerated({ value: 0 }), responseBytes });
  return Buffer.from(whole.toSchema().toBER(false));
}

/** An answer that is none: 3 is tryLater, 6 unauthorized (RFC 6960 §4.2.1). */
export function ocspError(status: number): Buffer {
  const response = new OCSPResponse({ responseStatus: new Enumerated({ value: status }) });
  return Buffer.from(response.toSchema().toBER(false));
}

/** The serial number and the nonce that a request carries, as a responder would read them. */
export function readOcspRequest(der: Uint8Array): { serialNumber: string; nonce: Buffer } {
  const { tbsRequest } = OCSPRequest.fromBER(der);
  const serial = tbsRequest.requestList[0]?.reqCert.serialNumber.toBigInt().toString(16) ?? '';
  const nonce = tbsRequest.requestExtensions?.find(({ extnID }) => extnID === OID_NONCE);
  const inner = Buffer.from(nonce?.extnValue.valueBlock.valueHexView ?? []);
  return { serialNumber: serial.padStart(serial.length + (serial.length % 2), '0'), nonce: inner.subarray(2) };
}

async function singleResponse(answer: OcspAnswer): Promise<SingleResponse> {
  const names = { hashAlgorithm: answer.hashAlgorithm ?? 'SHA-1', issuerCertificate: parsedOf(answer.issuer) };
  const single = new SingleResponse({
    certID: await CertID.create(parsedOf(answer.certificate), names, engine),
    thisUpdate: answer.thisUpdate,
  });
  single.certStatus = statusBlock(answer.status);
  if (answer.nextUpdate) single.nextUpdate = answer.nextUpdate;
  return single;
}

function statusBlock(status: OcspAnswer['status']): Primitive | Constructed {
  if (typeof status === 'string') {
    return new Primitive({ idBlock: { tagClass: 3, tagNumber: status === 'good' ? 0 : 2 } });
  }
  const reason = status.reason && [
    new Constructed({
      idBlock: { tagClass: 3, tagNumber: 0 },
      value: [new Enumerated({ value: REASON_CODES[status.reason] })],
    }),
  ];
  const time = new GeneralizedTime({ valueDate: status.at });
  return new Constructed({ idBlock: { tagClass: 3, tagNumber: 1 }, value: [time, ...(reason ?? [])] });
}

function nonceExtension(nonce: Uint8Array | undefined): Extension[] {
  if (!nonce) return [];
  const extnValue = new OctetString({ valueHex: new Uint8Array(nonce).buffer }).toBER(false);
  return [new Extension({ extnID: OID_NONCE, critical: false, extnValue })];
}

function keyHash({ subjectPublicKeyInfo }: ParsedCertificate): OctetString {
  const key = subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView;
  return new OctetString({ valueHex: new Uint8Array(createHash('sha1').update(key).digest()).buffer });
}
