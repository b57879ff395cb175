import { Agent, request } from 'undici';

export interface TransportRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** For the whole exchange, from the first byte sent to the last byte received. */
  readonly timeoutMilliseconds: number;
}

export interface TransportAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: Buffer;
}

/** One exchange of HTTP. Rejects when no whole answer came; never follows a redirect. */
export type Transport = (url: string, request: TransportRequest) => Promise<TransportAnswer>;

/** A certificate to connect with (mutual TLS), those above it, and its key: all in PEM. */
export interface ConnectionCertificate {
  readonly key: string;
  readonly cert: string;
}

/** Connections stay open between calls: a handshake costs more than the call it is for. */
const KEEP_ALIVE_MS = 30_000;
const agent = new Agent({ keepAliveTimeout: KEEP_ALIVE_MS });

/** undici's plain request: a fraction of the processor time of fetch, which is made of web streams. */
export function undiciTransport(connect?: ConnectionCertificate): Transport {
  const dispatcher = connect ? new Agent({ keepAliveTimeout: KEEP_ALIVE_MS, connect }) : agent;
  return async (url, { method, headers, body, timeoutMilliseconds }) => {
    const signal = AbortSignal.timeout(timeoutMilliseconds);
    const answer = await request(url, { method, headers, body, dispatcher, signal });
    const retryAfter = answer.headers['retry-after'];
    return {
      status: answer.statusCode,
      retryAfter: typeof retryAfter === 'string' ? retryAfter : null,
      body: Buffer.from(await answer.body.arrayBuffer()),
    };
  };
}

/** For software that brings its own fetch, with its proxies and certificates. */
export function fetchTransport(fetch: typeof globalThis.fetch): Transport {
  return async (url, { method, headers, body, timeoutMilliseconds }) => {
    const response = await fetch(url, {
      method,
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      body: Buffer.from(await response.arrayBuffer()),
    };
  };
}
