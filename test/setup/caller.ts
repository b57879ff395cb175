import { KeyObject, randomUUID } from 'node:crypto';
import { newKeyPairSync } from '../../src/sealing/key-pair.js';
import { Certificate, readCertificate } from '../../src/sealing/certificate.js';
import { createCertificationRequest } from '../../src/sealing/certification-request.js';
import { signClientAssertion } from '../../src/sealing/access-token.js';
import { Api } from './api.js';
import { publicUrl, TestGateway } from './gateway.js';

export const jwtBearer = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export type KeyKind = 'ec' | 'rsa';

/** An enrolled caller with its own key and certificate, as a vendor's software would hold them. */
export class TestCaller {
  private current: { token: string; expires: number } | undefined;

  constructor(
    private readonly gateway: TestGateway,
    readonly clientId: string,
    readonly officeNumber: string,
    readonly privateKey: KeyObject,
    readonly certificate: Certificate,
    readonly chain: string[],
  ) {}

  async assertion(changes: Partial<Parameters<typeof signClientAssertion>[0]> = {}): Promise<string> {
    return signClientAssertion(
      {
        clientId: this.clientId,
        audience: `${publicUrl}/v1/oauth/token`,
        now: this.gateway.clock.now(),
        jti: randomUUID(),
        lifetimeSeconds: 120,
        ...changes,
      },
      this,
    );
  }

  async token(): Promise<string> {
    const now = this.gateway.clock.now().getTime();
    if (!this.current || this.current.expires <= now) {
      const answer = await new Api(this.gateway).post<{ access_token: string; expires_in: number }>('/v1/oauth/token', {
        form: {
          grant_type: 'client_credentials',
          client_assertion_type: jwtBearer,
          client_assertion: await this.assertion(),
        },
      });
      if (answer.status !== 200) throw new Error(`no token: ${answer.status}`);
      this.current = { token: answer.body.access_token, expires: now + answer.body.expires_in * 1000 };
    }
    return this.current.token;
  }
}

export function makeKeys(kind: KeyKind): { privateKey: KeyObject; publicKey: KeyObject } {
  return newKeyPairSync(kind);
}

export interface EnrolmentAnswer {
  readonly clientId: string;
  readonly officeNumber: string | null;
  readonly certificate: string;
  readonly chain: string[];
}

/** Makes a key, asks for a certificate with the code, and returns the caller that holds them. */
export async function enrol(gateway: TestGateway, code: string, kind: KeyKind = 'ec'): Promise<TestCaller> {
  const keys = makeKeys(kind);
  const answer = await new Api(gateway).post<EnrolmentAnswer>('/v1/enrolments', {
    json: { code, certificationRequest: await createCertificationRequest(keys, { commonName: 'test' }) },
  });
  if (answer.status !== 201) throw new Error(`enrolment refused: ${answer.status}`);
  const { clientId, officeNumber, certificate, chain } = answer.body;
  return new TestCaller(gateway, clientId, officeNumber ?? '', keys.privateKey, readCertificate(certificate), chain);
}

/** A compact JWS over any header and claims, signed by whatever is given: for what no honest client would make. */
export function forgeToken(header: object, claims: object | string, sign: (input: string) => Buffer): string {
  const encode = (part: object | string): string =>
    Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${sign(input).toString('base64url')}`;
}
