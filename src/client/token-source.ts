import { randomUUID } from 'node:crypto';
import { signClientAssertion } from '../sealing/access-token.js';
import { ClientIdentity } from './client-identity.js';
import { GatewayHttp } from './gateway-http.js';

interface Token {
  readonly text: string;
  readonly renewAt: number;
}

const RENEW_BEFORE_EXPIRY_MS = 30_000;
const ASSERTION_SECONDS = 120;
/** RFC 7523 §2.2. */
const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Access tokens for one client: kept until shortly before they expire, and asked for once however many need one. */
export class TokenSource {
  private current: Token | null = null;
  private underway: Promise<Token> | null = null;

  constructor(
    private readonly http: GatewayHttp,
    private readonly identity: ClientIdentity,
    private readonly clock: () => Date,
    private readonly by: 'assertion' | 'mtls' = 'assertion',
  ) {}

  /** @throws GatewayProblem, GatewayUnreachable */
  async token(): Promise<string> {
    if (this.current && this.clock().getTime() < this.current.renewAt) return this.current.text;
    this.underway ??= this.fetchToken().finally(() => {
      this.underway = null;
    });
    return (await this.underway).text;
  }

  /** The gateway did not take this token: the next call gets another. */
  forget(token: string): void {
    if (this.current?.text === token) this.current = null;
  }

  private async fetchToken(): Promise<Token> {
    const asked = this.clock().getTime();
    const { body } = await this.http.send({
      method: 'POST',
      path: '/v1/oauth/token',
      repeatable: true,
      make: async () => ({
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: (await this.tokenRequest()).toString(),
      }),
    });
    const answer = JSON.parse(body.toString('utf8')) as { access_token: string; expires_in: number };
    const lifetime = answer.expires_in * 1000;
    const renewAt = asked + lifetime - Math.min(RENEW_BEFORE_EXPIRY_MS, lifetime / 2);
    this.current = { text: answer.access_token, renewAt };
    return this.current;
  }

  /** An assertion works once, so every attempt gets its own. */
  private async tokenRequest(): Promise<URLSearchParams> {
    const { clientId, gatewayUrl } = this.identity;
    // The connection itself says who asks (RFC 8705 §2).
    if (this.by === 'mtls') return new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId });
    const assertion = await signClientAssertion(
      {
        clientId,
        audience: gatewayUrl,
        now: this.clock(),
        jti: randomUUID(),
        lifetimeSeconds: ASSERTION_SECONDS,
      },
      this.identity,
    );
    return new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: JWT_BEARER,
      client_assertion: assertion,
    });
  }
}
