import { Injectable, OnApplicationShutdown } from '@nestjs/common';
import { Agent, request } from 'undici';
import { SignedHeaders } from '../../sealing/webhook-signature.js';
import { AddressGuard, AddressRefused } from './address-guard.js';
import { guardedAgent } from './guarded-agent.js';

/** Connecting, sending and answering together. */
const patienceMilliseconds = 15_000;

/** Of one subscription at once. */
export const requestsAtOnce = 8;

/** Of an answer nothing is kept; a receiver that has more to say is cut off. */
const answerBytes = 4_096;

export interface Call {
  /** 2xx; 410; 3xx; any other status; no answer in time; nothing sent, since the address may not be; no connection. */
  readonly outcome: 'delivered' | 'gone' | 'redirect' | 'status' | 'timeout' | 'address-refused' | 'connection';
  readonly status: number | null;
  /** Seconds that the receiver asks for. */
  readonly retryAfter: number | null;
  readonly milliseconds: number;
}

/** Sends one webhook, through the guard. */
@Injectable()
export class CallReceiver implements OnApplicationShutdown {
  private readonly agent: Agent;

  constructor(private readonly guard: AddressGuard) {
    this.agent = guardedAgent(guard);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }

  /** Never throws: whatever happens is an outcome. */
  async run(url: string, body: string, signed: SignedHeaders): Promise<Call> {
    const begun = performance.now();
    const ended = (call: Omit<Call, 'milliseconds'>): Call => ({
      ...call,
      milliseconds: Math.round(performance.now() - begun),
    });
    try {
      const signal = AbortSignal.timeout(patienceMilliseconds);
      const answer = await request(this.guard.checkUrl(url), {
        dispatcher: this.agent,
        method: 'POST',
        headers: { ...signed, 'content-type': 'application/json', 'user-agent': 'Careplan-Gateway' },
        body,
        signal,
      });
      await answer.body.dump({ limit: answerBytes, signal }).catch(() => undefined);
      const retryAfter = retryAfterOf(answer.headers['retry-after']);
      return ended({ outcome: outcomeOf(answer.statusCode), status: answer.statusCode, retryAfter });
    } catch (error) {
      return ended({ outcome: failureOf(error), status: null, retryAfter: null });
    }
  }
}

function outcomeOf(status: number): Call['outcome'] {
  if (status >= 200 && status < 300) return 'delivered';
  if (status >= 300 && status < 400) return 'redirect';
  return status === 410 ? 'gone' : 'status';
}

function failureOf(error: unknown): Call['outcome'] {
  if (error instanceof AddressRefused) return 'address-refused';
  const { name, code } = error as { name?: string; code?: string };
  return name === 'TimeoutError' || name === 'AbortError' || code?.endsWith('_TIMEOUT') ? 'timeout' : 'connection';
}

/** Seconds (RFC 9110 section 10.2.3). A date depends on the receiver's clock: it is not heeded. */
function retryAfterOf(header: string | string[] | undefined): number | null {
  return typeof header === 'string' && /^\d{1,9}$/.test(header) ? Number(header) : null;
}
