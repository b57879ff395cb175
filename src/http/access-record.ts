import { Injectable, Logger } from '@nestjs/common';
import { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { unavailable } from './http.problems.js';
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
  readonly address: string;
}

declare module 'fastify' {
  interface FastifyInstance {
    accessRecords: AccessRecords;
  }
}

/** Rows of one INSERT: bounded so that a burst does not become one huge statement. */
const batchSize = 500;

/**
 * Who asked for what, when, and what they were told: one row for every request, whatever became of it.
 *
 * Records are written in groups: while one INSERT runs, later records gather for the next, so the cost is shared under
 * load and a lone request waits for a single round trip. No answer leaves before its record is stored: what cannot be
 * recorded is not answered.
 */
@Injectable()
export class AccessRecords {
  private waiting: { record: AccessRecord; stored: () => void; failed: (error: unknown) => void }[] = [];
  private writing = false;

  constructor(private readonly dataSource: DataSource) {}

  write(record: AccessRecord): Promise<void> {
    return new Promise((stored, failed) => {
      this.waiting.push({ record, stored, failed });
      if (!this.writing) void this.writeGroups();
    });
  }

  private async writeGroups(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) {
      const group = this.waiting.splice(0, batchSize);
      try {
        await this.insert(group.map((entry) => entry.record));
        for (const entry of group) entry.stored();
      } catch (error) {
        for (const entry of group) entry.failed(error);
      }
    }
    this.writing = false;
  }

  private async insert(records: readonly AccessRecord[]): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO access_records
         (at, request_id, client_id, office_number, operation, resource_id, status, problem, address)
       SELECT * FROM unnest($1::timestamptz[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::int[],
         $8::text[], $9::inet[])`,
      [
        records.map((record) => record.at),
        records.map((record) => record.requestId),
        records.map((record) => record.clientId),
        records.map((record) => record.officeNumber),
        records.map((record) => record.operation),
        records.map((record) => record.resourceId),
        records.map((record) => record.status),
        records.map((record) => record.problem),
        records.map((record) => record.address),
      ],
    );
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
      await records.write(recordOf(request, reply.statusCode, reply.problem ?? null));
      return payload;
    } catch (error) {
      logger.error(`access record not stored: ${(error as { code?: string }).code ?? 'unknown'}`);
      return unavailableInstead(request, reply);
    }
  });

  fastify.addHook('onRequestAbort', async (request) => {
    if (recorded.has(request)) return;
    recorded.add(request);
    await records.write(recordOf(request, cutOff, null)).catch(() => logger.error('access record not stored'));
  });
}

/** The answer is withheld with all its headers, since it could not be recorded: nothing of it was sent yet. */
function unavailableInstead(request: FastifyRequest, reply: FastifyReply): string {
  for (const name of Object.keys(reply.getHeaders())) reply.removeHeader(name);
  return writeProblem(unavailable({ retryAfter: 5 }), request, reply);
}

function recordOf(request: FastifyRequest, status: number, problem: string | null): AccessRecord {
  return {
    at: new Date(),
    requestId: String(request.id),
    clientId: request.caller?.clientId ?? null,
    officeNumber: request.caller?.officeNumber ?? null,
    operation: `${request.method} ${request.routeOptions.url ?? '(no such route)'}`,
    resourceId: request.resourceId ?? null,
    status,
    problem,
    address: request.ip,
  };
}
