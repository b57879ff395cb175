import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { IncomingMessage, ServerResponse, STATUS_CODES } from 'node:http';
import { Socket } from 'node:net';
import { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AccessRecord, addressOf } from './access-record.js';
import { headersTooLarge, notFound, requestInvalid, requestTimeout, unavailable } from './http.problems.js';
import { problemDocument, sendProblem } from './problem.filter.js';
import { Problem, ProblemFactory } from './problem.js';

/*
 * Requests that are refused before any route or hook of ours sees them: they are answered in the same form, and
 * recorded, like all others.
 */

/** A path that cannot be decoded, or with an endless id in it, names nothing: it is answered like any unknown one. */
export function answerUnroutable(_: Error, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = notFound();
  const record = { ...nobody(addressOf(request), request.id), operation: `${request.method} (no such route)` };
  void recorded(request.server, record, refusal).then((problem) => sendProblem(problem, request, reply));
}

/** What Node's HTTP parser reports of bytes that are no request, or not one it will read to its end. */
const byParserCode: Readonly<Record<string, ProblemFactory>> = {
  ERR_HTTP_REQUEST_TIMEOUT: requestTimeout,
  HPE_HEADER_OVERFLOW: headersTooLarge,
};

const answering = new WeakMap<Socket, ServerResponse>();

/**
 * To be done to every server that hands requests to the application. Remembers which connection is in the middle of a
 * request: that request leaves a record of its own. An expectation that we do not know is left unmet, which RFC 9110
 * §10.1.1 allows; Node would answer it by itself, with an empty body and no record.
 */
export function watchServer(server: EventEmitter): void {
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    answering.set(socket, response);
    response.once('close', () => answering.delete(socket));
  });
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    server.emit('request', request, response);
  });
}

/** A request without Host is refused (RFC 9112 §3.2): by us, since Node's own answer leaves no record. */
export function refuseWithoutHost(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', async ({ raw }) => {
    if (raw.headers.host === undefined && raw.httpVersion === '1.1') throw requestInvalid();
  });
}

/** Answers on the bare connection and closes it, since where the next request would begin is unknown. */
export function answerUnreadable(this: FastifyInstance, error: { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const refusal = (byParserCode[error.code ?? ''] ?? requestInvalid)();
  const begun = answering.get(socket);
  if (begun) {
    if (begun.headersSent) socket.destroy();
    else socket.end(rawAnswer(refusal, randomUUID()));
    return;
  }
  const record = { ...nobody(socket.remoteAddress ?? null, randomUUID()), operation: '(unreadable request)' };
  void recorded(this, record, refusal).then((problem) => socket.end(rawAnswer(problem, record.requestId)));
}

function nobody(address: string | null, requestId: string): Omit<AccessRecord, 'operation' | 'status' | 'problem'> {
  return {
    at: new Date(),
    requestId,
    clientId: null,
    officeNumber: null,
    resourceId: null,
    address,
  };
}

/** The refusal, once it is recorded; what cannot be recorded is not told. */
async function recorded(
  fastify: FastifyInstance,
  record: Omit<AccessRecord, 'status' | 'problem'>,
  refusal: Problem,
): Promise<Problem> {
  const { status, code } = refusal.definition;
  try {
    await fastify.accessRecords.write({ ...record, status, problem: code });
    return refusal;
  } catch {
    return unavailable({ retryAfter: 5 });
  }
}

/** Nothing of the request was understood, so the language is the default one. */
function rawAnswer(problem: Problem, requestId: string): string {
  const { status } = problem.definition;
  const body = JSON.stringify(problemDocument(problem, 'ja', requestId));
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'content-type: application/problem+json; charset=utf-8',
    'content-language: ja',
    'cache-control: no-store',
    ...(problem.details.retryAfter === undefined ? [] : [`retry-after: ${problem.details.retryAfter}`]),
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}
