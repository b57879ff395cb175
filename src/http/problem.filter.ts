import { ArgumentsHost, Catch, ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { FastifyReply, FastifyRequest } from 'fastify';
import { isOutage } from '../database/outage.js';
import { traceOf } from './error-trace.js';
import {
  headersTooLarge,
  internalError,
  notFound,
  requestInvalid,
  requestTimeout,
  tooLarge,
  unavailable,
  unsupportedMediaType,
} from './http.problems.js';
import { inLanguage, Language, languageOf } from './language.js';
import { Problem, ProblemFactory } from './problem.js';

/** What Fastify and its plugins throw for bad requests, by status. */
const byStatus: Readonly<Record<number, ProblemFactory>> = {
  400: requestInvalid,
  // A file of the documentation by a path that leads out of it.
  403: notFound,
  404: notFound,
  408: requestTimeout,
  413: tooLarge,
  415: unsupportedMediaType,
  431: headersTooLarge,
};

/** Turns every error into a problem document (RFC 9457). The one place that knows both domains' errors and HTTP. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    // The caller is gone, or an answer is already on its way: there is nobody to tell.
    if (reply.sent || reply.raw.headersSent) return;
    sendProblem(asProblem(error, request, this.logger), request, reply);
  }
}

/** Answers with a problem; also used where the filter does not reach. */
export function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): void {
  void reply.send(writeProblem(problem, request, reply));
}

/** Puts a problem's status and headers on the reply and returns its body. */
export function writeProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): string {
  const language = languageOf(request.raw);
  reply.problem = problem.definition.code;
  reply
    .status(problem.definition.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('content-language', language)
    .header('vary', 'Accept-Language')
    .header('cache-control', 'no-store');
  if (problem.details.retryAfter !== undefined) reply.header('retry-after', String(problem.details.retryAfter));
  if (problem.definition.status === 401) reply.header('www-authenticate', challenge(problem));
  return JSON.stringify(problemDocument(problem, language, String(request.id)));
}

function challenge({ details: { bearerError } }: Problem): string {
  return `Bearer realm="careplan"${bearerError === undefined ? '' : `, error="${bearerError}"`}`;
}

/** The members of a problem document, in one language. `hop` says where it arose (第4章 図表126). */
export function problemDocument(problem: Problem, language: Language, requestId: string): Record<string, unknown> {
  const { detail, errors, members } = problem.details;
  return {
    type: problem.type,
    title: inLanguage(problem.definition.title, language),
    status: problem.definition.status,
    detail: inLanguage(detail ?? problem.definition.description, language),
    hop: 'gateway',
    requestId,
    ...(errors && {
      errors: errors.map(({ detail: text, ...place }) => ({ ...place, detail: inLanguage(text, language) })),
    }),
    ...members,
  };
}

/** Whatever else they take for a fault of the request is none of ours. Anything beyond is: a bare 500. */
function factoryFor(status: number): ProblemFactory | undefined {
  return byStatus[status] ?? (status >= 400 && status < 500 ? requestInvalid : undefined);
}

function asProblem(error: unknown, request: FastifyRequest, logger: Logger): Problem {
  if (error instanceof Problem) {
    if (error.definition.status >= 500)
      logger.error(`${String(request.id)} ${error.definition.code}`, traceOf(error.cause));
    return error;
  }
  const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number }).statusCode;
  const known = status === undefined ? undefined : factoryFor(status);
  // The one bound that Fastify itself keeps is that of a body.
  if (known === tooLarge) return tooLarge({ members: { limit: request.routeOptions.bodyLimit, unit: 'bytes' } });
  if (known) return known({ cause: error });
  if (isOutage(error)) {
    logger.error(`${String(request.id)} unavailable`, traceOf(error));
    return unavailable({ retryAfter: 5, cause: error });
  }
  logger.error(`${String(request.id)} internal error`, traceOf(error));
  return internalError({ cause: error });
}
