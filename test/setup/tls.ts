import { KeyObject } from 'node:crypto';
import { Integer, OctetString } from 'asn1js';
import { AltName, Certificate, ExtKeyUsage, Extension, GeneralName, PublicKeyInfo } from 'pkijs';
import { engine, signingKeyOf } from '../../src/sealing/crypto-engine.js';
import { certificateTime } from '../../src/sealing/certificate-time.js';
import { newKeyPairSync } from '../../src/sealing/key-pair.js';
import { addCommonName } from '../../src/sealing/subject-names.js';
import { ClientCertificate } from './api.js';

export interface SelfSigned {
  readonly privateKey: KeyObject;
  readonly keyPem: string;
  readonly certificatePem: string;
}

const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';

/**
 * A certificate that its own key has signed: for the gateway's TLS port, which clients in tests are told to trust, and for
 * strangers. Valid by any clock, since TLS knows only that of the machine.
 */
export async function selfSigned(commonName = 'localhost'): Promise<SelfSigned> {
  const { privateKey, publicKey } = newKeyPairSync('ec');
  const certificate = new Certificate();
  certificate.version = 2;
  certificate.serialNumber = new Integer({ value: 1 });
  addCommonName(certificate.subject, commonName);
  addCommonName(certificate.issuer, commonName);
  certificate.notBefore = certificateTime(new Date('2020-01-01T00:00:00Z'));
  certificate.notAfter = certificateTime(new Date('2049-01-01T00:00:00Z'));
  certificate.subjectPublicKeyInfo = PublicKeyInfo.fromBER(publicKey.export({ format: 'der', type: 'spki' }));
  const names = new AltName({
    altNames: [
      new GeneralName({ type: 2, value: 'localhost' }),
      new GeneralName({ type: 7, value: new OctetString({ valueHex: new Uint8Array([127, 0, 0, 1]).buffer }) }),
    ],
  });
  const purposes = new ExtKeyUsage({ keyPurposes: [SERVER_AUTH, CLIENT_AUTH] });
  certificate.extensions = [
    new Extension({ extnID: '2.5.29.17', critical: false, extnValue: names.toSchema().toBER(false) }),
    new Extension({ extnID: '2.5.29.37', critical: false, extnValue: purposes.toSchema().toBER(false) }),
  ];
  await certificate.sign(await signingKeyOf(privateKey), 'SHA-256', engine);
  const base64 = Buffer.from(certificate.toSchema(true).toBER(false)).toString('base64');
  return {
    privateKey,
    keyPem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    certificatePem: `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  };
}

/** To connect as the holder of this certificate. */
export function connectionOf(holder: { privateKey: KeyObject; certificate: { pem: string } }): ClientCertificate {
  return {
    key: holder.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    certificate: holder.certificate.pem,
  };
}
