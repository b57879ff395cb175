import { randomUUID } from 'node:crypto';
import { Certificate, readCertificates } from '../sealing/certificate.js';
import { Signer } from '../sealing/statement.js';
import { chainAbove, ClientIdentity } from './client-identity.js';
import { Answer, Call, CallContent, GatewayHttp, HttpSettings } from './gateway-http.js';
import { GatewayProblem } from './gateway-problem.js';
import { TokenSource } from './token-source.js';
import { ConnectionCertificate } from './transport.js';
import { Trust } from './trust.js';

export interface GatewayClientSettings extends Omit<HttpSettings, 'baseUrl' | 'connection'> {
  readonly clock?: () => Date;
  /** Connects with the own certificate and gets tokens by it, bound to it (RFC 8705); by signed assertions otherwise. */
  readonly mtls?: boolean;
}

/** What a POST carries. */
export type PostContent =
  { readonly json: object } | { readonly upload: CallContent; readonly headers?: Readonly<Record<string, string>> };

/** One enrolled client at one gateway: authenticated calls, its signature, and what it trusts. Use cases take it. */
export class GatewayClient {
  readonly trust: Trust;
  readonly clock: () => Date;
  private readonly http: GatewayHttp;
  private readonly tokens: TokenSource;
  private above: readonly Certificate[] | null = null;

  constructor(
    readonly identity: ClientIdentity,
    settings: GatewayClientSettings = {},
  ) {
    this.clock = settings.clock ?? (() => new Date());
    const connection = settings.mtls ? connectionOf(identity) : undefined;
    this.http = new GatewayHttp({ ...settings, connection, baseUrl: identity.gatewayUrl });
    this.tokens = new TokenSource(this.http, identity, this.clock, settings.mtls ? 'mtls' : 'assertion');
    this.trust = new Trust(identity.root, identity.intermediates, async () => {
      const { body } = await this.http.send({ method: 'GET', path: '/v1/pki/ca.pem', repeatable: true });
      return readCertificates(body.toString('latin1')).filter((one) => one.thumbprint !== identity.root.thumbprint);
    });
  }

  /** The own office. Throws RangeError for a client that is none. */
  get officeNumber(): string {
    if (this.identity.officeNumber === null) throw new RangeError('this client acts for no office');
    return this.identity.officeNumber;
  }

  /** Acts for the offices that let it, by mandate; an operator's client is no office either, and acts for none. */
  get isCarrier(): boolean {
    return this.identity.officeNumber === null;
  }

  /** How this client signs what it states: with its certificate and everything above it. */
  get signer(): Signer {
    const { privateKey, certificate } = this.identity;
    return { privateKey, certificate, chain: (this.above ??= chainAbove(this.identity)).map(({ pem }) => pem) };
  }

  /** @throws GatewayProblem, GatewayUnreachable */
  async get<T>(path: string, headers: Readonly<Record<string, string>> = {}): Promise<T> {
    return json<T>(await this.send({ method: 'GET', path, repeatable: true, make: () => ({ headers }) }));
  }

  /** @throws GatewayProblem, GatewayUnreachable */
  async getBytes(path: string): Promise<Buffer> {
    return (await this.send({ method: 'GET', path, repeatable: true })).body;
  }

  /** A POST that creates something: repeated under one Idempotency-Key, it still creates one. */
  async create<T>(path: string, content: PostContent, key: string = randomUUID()): Promise<T> {
    const { headers, body } = callContent(content);
    const make = () => ({ headers: { ...headers, 'idempotency-key': key }, body });
    return json<T>(await this.send({ method: 'POST', path, repeatable: true, make }));
  }

  /** A POST without Idempotency-Key; `repeatable` says whether doing it twice is the same as once. */
  async post<T>(path: string, content: PostContent, repeatable: boolean): Promise<T> {
    return json<T>(await this.send({ method: 'POST', path, repeatable, make: () => callContent(content) }));
  }

  /**
   * The answer to a POST that changes nothing when repeated, piece by piece.
   * @throws GatewayProblem, GatewayUnreachable; the stream rejects with GatewayUnreachable when it breaks
   */
  async stream(path: string, content: object): Promise<AsyncIterable<Uint8Array>> {
    const make = () => callContent({ json: content });
    return this.withToken({ method: 'POST', path, repeatable: true, make }, (call) => this.http.open(call));
  }

  /** A POST that is answered with nothing (204), and changes nothing when repeated. */
  async tell(path: string, content: object): Promise<void> {
    await this.send({ method: 'POST', path, repeatable: true, make: () => callContent({ json: content }) });
  }

  /** A PUT says how something is to be: doing it twice is the same as once. */
  async put<T>(path: string, content: object): Promise<T> {
    return json<T>(
      await this.send({ method: 'PUT', path, repeatable: true, make: () => callContent({ json: content }) }),
    );
  }

  /** Answered with nothing (204); repeated, it may find that it was done. */
  async delete(path: string): Promise<void> {
    await this.send({ method: 'DELETE', path, repeatable: true });
  }

  /** For a request that this client does not make itself. Throws GatewayProblem, GatewayUnreachable. */
  async authorization(): Promise<string> {
    return `Bearer ${await this.tokens.token()}`;
  }

  /** Waits in the pace of this client; tests make it short. */
  async wait(milliseconds: number): Promise<void> {
    await this.http.wait(milliseconds);
  }

  private send(call: Call): Promise<Answer> {
    return this.withToken(call, (authorized) => this.http.send(authorized));
  }

  private async withToken<T>(call: Call, send: (call: Call) => Promise<T>): Promise<T> {
    try {
      return await this.authorized(call, send);
    } catch (error) {
      // The token was good by our clock and not by the gateway's, or the gateway has a new key: once more, afresh.
      const isUnknown = error instanceof GatewayProblem && error.code === 'authentication-required';
      if (isUnknown) return this.authorized(call, send);
      throw error;
    }
  }

  private async authorized<T>(call: Call, send: (call: Call) => Promise<T>): Promise<T> {
    const token = await this.tokens.token();
    try {
      return await send({
        ...call,
        make: async () => {
          const { headers, body } = (await call.make?.()) ?? {};
          return { headers: { ...headers, authorization: `Bearer ${token}` }, body };
        },
      });
    } catch (error) {
      if (error instanceof GatewayProblem && error.status === 401) this.tokens.forget(token);
      throw error;
    }
  }
}

/** With those above it: a proxy may know the root only. */
function connectionOf(identity: ClientIdentity): ConnectionCertificate {
  const { privateKey, certificate, root } = identity;
  const shown = [certificate, ...chainAbove(identity)].filter((one) => one.thumbprint !== root.thumbprint);
  return {
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    cert: shown.map(({ pem }) => pem).join(''),
  };
}

function callContent(content: PostContent): CallContent {
  if ('upload' in content) return { ...content.upload, headers: { ...content.upload.headers, ...content.headers } };
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(content.json) };
}

function json<T>({ body }: Answer): T {
  return JSON.parse(body.toString('utf8')) as T;
}
