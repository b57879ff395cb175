import { randomBytes, type KeyObject } from 'node:crypto';
import { Integer } from 'asn1js';
import {
  AccessDescription,
  Certificate as CertificateBuilder,
  Extension,
  ExtKeyUsage,
  GeneralName,
  InfoAccess,
  PublicKeyInfo,
} from 'pkijs';
import type { Authority } from './authority.js';
import { readCertificate, type Certificate } from './certificate.js';
import {
  authorityKeyIdentifier,
  basicConstraints,
  crlDistributionPoint,
  KEY_USAGE,
  keyUsage,
  OID_CLIENT_AUTH,
  OID_EXTENDED_KEY_USAGE,
  subjectKeyIdentifier,
} from './certificate-extensions.js';
import { certificateTime } from './certificate-time.js';
import { NOW } from './certificates.fixture.js';
import { engine, signingKeyOf } from './crypto-engine.js';
import { newKeyPairSync } from './key-pair.js';
import { addCommonName } from './subject-names.js';

export const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9';
const DAY_MS = 86_400_000;

/** What a certificate of another authority than ours may be like; by default one that a client may use. */
export interface ForeignCertificate {
  readonly commonName: string;
  readonly publicKey: KeyObject;
  readonly issuer: Authority | { self: KeyObject };
  readonly now?: Date;
  /** From a day before to this many days after. */
  readonly days?: number;
  readonly pathLength?: number;
  readonly usage?: readonly number[];
  readonly purposes?: readonly string[];
  readonly ocspUrl?: string;
  readonly crlUrl?: string;
  readonly extensions?: readonly Extension[];
}

/** An authority with an RSA key, as most that are in the field have; a root where no issuer is given. */
export async function makeForeignAuthority(
  name: string,
  issuer?: Authority,
  more: Partial<ForeignCertificate> = {},
): Promise<Authority> {
  const { publicKey, privateKey } = newKeyPairSync('rsa');
  const certificate = await issueForeign({
    commonName: name,
    publicKey,
    issuer: issuer ?? { self: privateKey },
    days: 3650,
    pathLength: issuer ? 0 : 1,
    usage: [KEY_USAGE.keyCertSign, KEY_USAGE.cRLSign],
    purposes: [],
    ...more,
  });
  return { certificate, privateKey, chain: [certificate.pem, ...(issuer?.chain ?? [])] };
}

export async function issueForeign(wanted: ForeignCertificate): Promise<Certificate> {
  const now = wanted.now ?? NOW;
  const builder = new CertificateBuilder();
  builder.version = 2;
  builder.serialNumber = Integer.fromBigInt(BigInt(`0x7f${randomBytes(8).toString('hex')}`));
  addCommonName(builder.subject, wanted.commonName);
  builder.notBefore = certificateTime(new Date(now.getTime() - DAY_MS));
  builder.notAfter = certificateTime(new Date(now.getTime() + (wanted.days ?? 365) * DAY_MS));
  builder.subjectPublicKeyInfo = PublicKeyInfo.fromBER(wanted.publicKey.export({ format: 'der', type: 'spki' }));
  const issuer = 'self' in wanted.issuer ? builder : CertificateBuilder.fromBER(wanted.issuer.certificate.der);
  builder.issuer = issuer.subject;
  builder.extensions = [
    basicConstraints(wanted.pathLength === undefined ? null : { pathLength: wanted.pathLength }),
    keyUsage(...(wanted.usage ?? [KEY_USAGE.digitalSignature, KEY_USAGE.keyEncipherment])),
    ...purposesOf(wanted.purposes ?? [OID_CLIENT_AUTH]),
    ...(wanted.ocspUrl === undefined ? [] : [responderAddress(wanted.ocspUrl)]),
    ...(wanted.crlUrl === undefined ? [] : [crlDistributionPoint(wanted.crlUrl)]),
    ...(wanted.extensions ?? []),
    subjectKeyIdentifier(builder.subjectPublicKeyInfo),
    authorityKeyIdentifier(issuer.subjectPublicKeyInfo),
  ];
  const key = 'self' in wanted.issuer ? wanted.issuer.self : wanted.issuer.privateKey;
  await builder.sign(await signingKeyOf(key), 'SHA-256', engine);
  return readCertificate(Buffer.from(builder.toSchema(true).toBER(false)));
}

function purposesOf(keyPurposes: readonly string[]): Extension[] {
  if (keyPurposes.length === 0) return [];
  const value = new ExtKeyUsage({ keyPurposes: [...keyPurposes] });
  const extnValue = value.toSchema().toBER(false);
  return [new Extension({ extnID: OID_EXTENDED_KEY_USAGE, critical: false, extnValue })];
}

/** authorityInfoAccess with one OCSP responder. */
export function responderAddress(...urls: string[]): Extension {
  const accessDescriptions = urls.map(
    (value) =>
      new AccessDescription({
        accessMethod: '1.3.6.1.5.5.7.48.1',
        accessLocation: new GeneralName({ type: 6, value }),
      }),
  );
  const extnValue = new InfoAccess({ accessDescriptions }).toSchema().toBER(false);
  return new Extension({ extnID: '1.3.6.1.5.5.7.1.1', critical: false, extnValue });
}
