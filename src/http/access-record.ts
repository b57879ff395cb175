import { isIP } from 'node:net';
import { Injectable, Logger } from '@nestjs/common';
import { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import sql from 'sql-template-tag';
import { codeOf } from './error-trace.js';
import { Grouped } from '../database/grouped.js';
import { isId } from '../database/identifiers.js';
import { Statements } from '../database/statements.js';
import { unavailable } from './http.problems.js';
import { Problem } from './problem.js';
import { writeProblem } from './problem.filter.js';

export interface AccessRecord {
  readonly at: Date;
  readonly requestId: string;
  readonly clientId: string | null;
  readonly officeNumber: string | null;
  /** Method and route template, never the URL itself: a URL may hold anything. */
  readonly operation: string;
  readonly resourceId: string | null;
  readonly status: number;
  readonly problem: string | null;
  readonly address: string | null;
}

declare module 'fastify' {
  interface FastifyInstance {
    accessRecords: AccessRecords;
  }
}

/**
 * Who asked for what, when, and what they were told: one row for every request, whatever became of it. No answer leaves
 * before its record is stored: what cannot be recorded is not answered. Requests that end at the same time share a
 * statement.
 */
@Injectable()
export class AccessRecords {
  private readonly inserts = new Grouped<AccessRecord, undefined>((records) => this.insert(records));

  constructor(private readonly statements: Statements) {}

  async write(record: AccessRecord): Promise<void> {
    await this.inserts.run(record);
  }

  private async insert(records: readonly AccessRecord[]): Promise<undefined[]> {
    const column = <K extends keyof AccessRecord>(name: K): AccessRecord[K][] => records.map((record) => record[name]);
    await this.statements.rows(
      'access-records-insert',
      sql`INSERT INTO access_records
            (at, request_id, client_id, office_number, operation, resource_id, status, problem, address)
          SELECT * FROM unnest(${column('at')}::timestamptz[], ${column('requestId')}::uuid[],
            ${column('clientId')}::uuid[], ${column('officeNumber')}::text[], ${column('operation')}::text[],
            ${column('resourceId')}::text[], ${column('status')}::int[], ${column('problem')}::text[],
            ${column('address')}::inet[])`,
    );
    return records.map(() => undefined);
  }
}

/** Status of a request that its caller cut off before it was answered (the number nginx made customary). */
const cutOff = 499;

/** Routes that touch no office's data: probes, and the documentation. */
const unrecorded = /^\/(health|metrics|docs)(\/|$)/;

/** Hooks the records into every request of the application. */
export function recordAccess(fastify: FastifyInstance, records: AccessRecords): void {
  const logger = new Logger('AccessRecord');
  const recorded = new WeakSet<FastifyRequest>();
  fastify.decorate('accessRecords', records);

  fastify.addHook('onSend', async (request, reply, payload) => {
    if (recorded.has(request) || unrecorded.test(request.routeOptions.url ?? '')) return payload;
    recorded.add(request);
    try {
      await records.write(recordOf(request, reply, reply.statusCode));
      return payload;
    } catch (error) {
      logger.error(`access record not stored: ${codeOf(error)}`);
      return unavailableInstead(request, reply);
    }
  });

  fastify.addHook('onRequestAbort', async (request) => {
    if (recorded.has(request)) return;
    recorded.add(request);
    await records.write(recordOf(request, null, cutOff)).catch(() => logger.error('access record not stored'));
  });
}

/** Notes one item of an answer that holds many. */
export type RecordItem = (resourceId: string, refusal: Problem | null) => Promise<void>;

/** Items of one request, each recorded like a request of its own. */
export function recordItems(request: FastifyRequest): RecordItem {
  return async (resourceId, refusal) => {
    const { status, code } = refusal?.definition ?? { status: 200, code: null };
    const record = { ...recordOf(request, null, status), resourceId, problem: code };
    await request.server.accessRecords.write(record);
  };
}

/** The answer is withheld with all its headers, since it could not be recorded: nothing of it was sent yet. */
function unavailableInstead(request: FastifyRequest, reply: FastifyReply): string {
  for (const name of Object.keys(reply.getHeaders())) reply.removeHeader(name);
  return writeProblem(unavailable({ retryAfter: 5 }), request, reply);
}

function recordOf(request: FastifyRequest, reply: FastifyReply | null, status: number): AccessRecord {
  return {
    at: new Date(),
    requestId: String(request.id),
    clientId: request.caller?.clientId ?? null,
    officeNumber: request.caller?.officeNumber ?? null,
    operation: `${request.method} ${request.routeOptions.url ?? '(no such route)'}`,
    resourceId: resourceOf(request, reply),
    status,
    problem: reply?.problem ?? null,
    address: addressOf(request),
  };
}

/**
 * Null when the connection is gone. Without the zone of a link-local address (RFC 4007 §11), which PostgreSQL's inet does
 * not know. What a trusted proxy passes on may be no address at all: then its own is recorded.
 */
export function addressOf(request: FastifyRequest): string | null {
  const [told, peer] = [request.ip as string | undefined, request.socket.remoteAddress];
  return [told, peer].map((address) => address?.replace(/%.*$/, '') ?? '').find((address) => isIP(address)) ?? null;
}

/**
 * The resource that a request has created, or names in its path. Of a path only an id of ours is kept, or an office number
 * or certificate that was found: any other text is the caller's own.
 */
function resourceOf(request: FastifyRequest, reply: FastifyReply | null): string | null {
  const created = String(reply?.getHeader('location') ?? '')
    .split('/')
    .at(-1);
  const { id, clientId, officeNumber, thumbprint } = (request.params ?? {}) as Record<string, string | undefined>;
  const named = created || id || clientId;
  if (named && isId(named)) return named;
  const found = officeNumber ?? thumbprint ?? null;
  return [200, 304].includes(reply?.statusCode ?? 0) ? found : null;
}
