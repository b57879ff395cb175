import { Readable } from 'node:stream';
import { Agent, request } from 'undici';

export interface TransportRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Ends the exchange, also while the answer is being read. */
  readonly signal: AbortSignal;
}

/** An answer whose head is there. Its body is read once, in one of two ways, and rejects when it does not come whole. */
export interface TransportAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  bytes(): Promise<Buffer>;
  pieces(): AsyncIterable<Uint8Array>;
}

/** One exchange of HTTP. Rejects when no answer came; never follows a redirect. */
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
  return async (url, { method, headers, body, signal }) => {
    const answer = await request(url, { method, headers, body, dispatcher, signal });
    const retryAfter = answer.headers['retry-after'];
    return {
      status: answer.statusCode,
      retryAfter: typeof retryAfter === 'string' ? retryAfter : null,
      bytes: async () => Buffer.from(await answer.body.arrayBuffer()),
      pieces: () => answer.body,
    };
  };
}

/** For software that brings its own fetch, with its proxies and certificates. */
export function fetchTransport(fetch: typeof globalThis.fetch): Transport {
  return async (url, { method, headers, body, signal }) => {
    const response = await fetch(url, {
      method,
      headers,
      body,
      redirect: 'manual',
      signal,
    });
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      bytes: async () => Buffer.from(await response.arrayBuffer()),
      pieces: () => response.body ?? Readable.from([]),
    };
  };
}
