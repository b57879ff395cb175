import { setTimeout as pause } from 'node:timers/promises';
import { GatewayProblem, GatewayUnreachable, problemOf } from './gateway-problem.js';
import { Language } from './language.js';
import { Patience } from './patience.js';
import { ConnectionCertificate, fetchTransport, Transport, TransportAnswer, undiciTransport } from './transport.js';

export interface HttpSettings {
  /** The gateway's public URL, as its operator states it: also the audience of everything that is signed for it. */
  readonly baseUrl: string;
  /** In place of the client's own transport, which keeps connections alive. */
  readonly fetch?: typeof globalThis.fetch;
  /** What the client's own transport connects with; none unless given. */
  readonly connection?: ConnectionCertificate;
  /** Language of the gateway's texts; Japanese by default. */
  readonly language?: Language;
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
  /** For one attempt, from the first byte sent to the last byte received. */
  readonly timeoutMilliseconds?: number;
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path and query under the base URL. */
  readonly path: string;
  /**
   * True when sending it once more does no harm although the first may have arrived: reading, or a POST that carries an
   * Idempotency-Key or changes nothing when repeated.
   */
  readonly repeatable: boolean;
  /** Header fields and body, made for every attempt: some must not be used twice. */
  readonly make?: () => Promise<CallContent> | CallContent;
}

export interface CallContent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** An answer read whole. */
export interface Answer extends Pick<TransportAnswer, 'status' | 'retryAfter'> {
  readonly body: Buffer;
}

const ATTEMPTS = 5;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;
const TIMEOUT_MS = 120_000;
/** Nothing was accepted, says the gateway, or a proxy before it that could not reach it. */
const TRY_LATER = [429, 502, 503, 504];

/** Sends calls, reads answers whole, turns refusals into GatewayProblem, and tries again where that is safe. */
export class GatewayHttp {
  readonly baseUrl: string;
  private readonly transport: Transport;
  private readonly language: Language;
  private readonly sleep: (milliseconds: number) => Promise<unknown>;
  private readonly timeoutMilliseconds: number;

  constructor(settings: HttpSettings) {
    this.baseUrl = settings.baseUrl.replace(/\/+$/, '');
    this.transport = settings.fetch ? fetchTransport(settings.fetch) : undiciTransport(settings.connection);
    this.language = settings.language ?? 'ja';
    this.sleep = settings.sleep ?? pause;
    this.timeoutMilliseconds = settings.timeoutMilliseconds ?? TIMEOUT_MS;
  }

  /** Waits in the pace of this client; tests make it short. */
  async wait(milliseconds: number): Promise<void> {
    await this.sleep(milliseconds);
  }

  /** @throws GatewayProblem, GatewayUnreachable */
  async send(call: Call): Promise<Answer> {
    return this.repeatedly(call, () => this.attempt(call));
  }

  /**
   * An answer as it streams in. Once it has begun it is not asked for again: whoever reads it knows what is missing. It may
   * take as long as it likes, as long as something comes.
   * @throws GatewayProblem, GatewayUnreachable; the stream rejects when it breaks or stands still
   */
  async open(call: Call): Promise<AsyncIterable<Uint8Array>> {
    const { pieces } = await this.repeatedly(call, () => this.attemptToOpen(call));
    return pieces;
  }

  private async repeatedly<T extends Answer>(call: Call, attempt: () => Promise<T | GatewayUnreachable>): Promise<T> {
    for (let count = 1; ; count++) {
      const outcome = await attempt();
      if ('status' in outcome && outcome.status < 400) return outcome;
      const failure = 'status' in outcome ? problemOf(outcome.status, outcome.body) : outcome;
      if (count === ATTEMPTS || !mayRepeat(failure, call)) throw failure;
      await this.sleep('status' in outcome ? waitAsked(outcome, count) : waitBefore(count));
    }
  }

  private attempt(call: Call): Promise<Answer | GatewayUnreachable> {
    return this.exchange(call, AbortSignal.timeout(this.timeoutMilliseconds), readWhole);
  }

  private async attemptToOpen(call: Call): Promise<Opened | GatewayUnreachable> {
    const patience = new Patience(this.timeoutMilliseconds);
    const outcome = await this.exchange(call, patience.signal, async (answer): Promise<Opened> => {
      const { status, retryAfter } = answer;
      if (status >= 400) return { ...(await readWhole(answer)), pieces: nothing() };
      return { status, retryAfter, body: Buffer.alloc(0), pieces: this.unbroken(patience.over(answer.pieces())) };
    });
    if (!('status' in outcome) || outcome.status >= 400) patience.end();
    return outcome;
  }

  private async *unbroken(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      yield* pieces;
    } catch (cause) {
      throw new GatewayUnreachable(this.baseUrl, { cause });
    }
  }

  private async exchange<T extends Answer>(
    { method, path, make }: Call,
    signal: AbortSignal,
    read: (answer: TransportAnswer) => Promise<T>,
  ): Promise<T | GatewayUnreachable> {
    const { headers, body } = (await make?.()) ?? {};
    try {
      const answer = await this.transport(`${this.baseUrl}${path}`, {
        method,
        headers: { 'accept-language': this.language, ...headers },
        body,
        signal,
      });
      // A signed request goes where it was meant to go, or nowhere: redirects are not followed.
      if (isRedirect(answer)) return new GatewayUnreachable(this.baseUrl, { cause: new Error('redirected') });
      return await read(answer);
    } catch (cause) {
      return new GatewayUnreachable(this.baseUrl, { cause });
    }
  }
}

interface Opened extends Answer {
  readonly pieces: AsyncIterable<Uint8Array>;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

async function readWhole(answer: TransportAnswer): Promise<Answer> {
  const { status, retryAfter } = answer;
  return { status, retryAfter, body: await answer.bytes() };
}

/** With fetch, a redirect that is not followed shows as status 0. */
function isRedirect({ status }: TransportAnswer): boolean {
  return status === 0 || (status >= 300 && status < 400);
}

function mayRepeat(failure: GatewayProblem | GatewayUnreachable, call: Call): boolean {
  if (failure instanceof GatewayUnreachable) return call.repeatable;
  if (failure.code === 'request-still-running') return true;
  // 502 and 504 do not say whether the gateway had got the request.
  return TRY_LATER.includes(failure.status) && (call.repeatable || [429, 503].includes(failure.status));
}

/** As long as Retry-After says (RFC 9110 §10.2.3, in seconds), within reason. */
function waitAsked({ retryAfter }: Answer, attempt: number): number {
  const seconds = Number(retryAfter ?? Number.NaN);
  return seconds >= 0 ? Math.min(seconds * 1000, LONGEST_WAIT_MS) : waitBefore(attempt);
}

/** Doubling, with jitter: many clients that lost one gateway must not come back as one. */
function waitBefore(attempt: number): number {
  return FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.5 + Math.random());
}
