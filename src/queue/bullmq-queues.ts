import { once } from 'node:events';
import { Logger } from '@nestjs/common';
import {
  createPostgresBackend,
  JobProgress,
  JobsOptions,
  PostgresConnectionOptions,
  PostgresQueueBackend,
  Queue,
  QueueOptions,
  Worker,
  WorkerOptions,
} from 'bullmq';
import { Redis } from 'ioredis';
import { Config } from '../config/config.js';
import { codeOf, traceOf } from '../http/error-trace.js';
import { IdJob, JobHandler, JobQueue, JobQueues } from './job-queue.js';

/** Attempts within one run of the queue; the sweeper brings back whatever was given up. */
const attempts = 5;
const firstRetryMilliseconds = 500;

/** How long an addition waits for a Redis that is away or still connecting. */
const patienceMilliseconds = 2_000;

/** The part of BullMQ's classes that is the same on every server. */
interface AnyQueue {
  add(name: string, data: IdJob, options: JobsOptions): Promise<unknown>;
  addBulk(jobs: { name: string; data: IdJob; opts: JobsOptions }[]): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

interface AnyWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'stalled', listener: (jobId: string) => void): unknown;
  close(force: boolean): Promise<void>;
}

/** A queue with its connection; null on PostgreSQL, where BullMQ keeps connections of its own. */
interface OpenedQueue {
  readonly of: AnyQueue;
  readonly redis: Redis | null;
}

/** A worker with its connections: the one that it was given, and the one on which it waits for jobs. None on PostgreSQL. */
interface OpenedWorker {
  readonly of: AnyWorker;
  readonly connections: readonly Redis[];
}

export class BullmqQueues extends JobQueues {
  private readonly logger = new Logger('Queue');
  private readonly queues = new Map<string, OpenedQueue>();
  private readonly workers: OpenedWorker[] = [];
  private readonly connections: Redis[] = [];

  constructor(private readonly config: Config) {
    super();
  }

  queue(name: string): JobQueue {
    const opened = this.queues.get(name) ?? this.openQueue(name);
    this.queues.set(name, opened);
    // BullMQ itself would wait for as long as Redis is away.
    const ready = async () => void (opened.redis && (await untilReady(opened.redis)));
    return {
      name,
      add: async (id) => {
        await ready();
        await opened.of.add(name, { id }, jobOptions(id));
      },
      addAll: async (ids, round) => {
        if (ids.length === 0) return;
        await ready();
        await opened.of.addBulk(ids.map((id) => ({ name, data: { id }, opts: jobOptions(`${id}-${round}`) })));
      },
    };
  }

  work(name: string, handler: JobHandler, concurrency: number): void {
    const opened = this.openWorker(name, (job) => this.handle(name, handler, job.data.id), concurrency);
    opened.of.on('error', (error) => this.logger.warn(`${name} worker: ${codeOf(error)}`));
    // Its worker died under it. An attempt that fails is told by `handle`.
    opened.of.on('stalled', (jobId) => this.logger.warn(`${name} ${jobId}: stalled`));
    this.workers.push(opened);
  }

  async close(): Promise<void> {
    // Without one of its connections a worker would wait for it for ever (bullmq issue 4656): what it was doing is left to the
    // sweeper.
    await Promise.all(this.workers.map(({ of: worker, connections }) => worker.close(!connections.every(isReady))));
    await Promise.all([...this.queues.values()].map(({ of: queue }) => queue.close()));
    for (const connection of this.connections) connection.disconnect();
  }

  /** BullMQ stores the message and stack of a failure between attempts: it is given a code, and the log the place. */
  private async handle(name: string, handler: JobHandler, id: string): Promise<void> {
    try {
      await handler(id);
    } catch (error) {
      this.logger.warn(`${name} ${id}: ${traceOf(error) ?? codeOf(error)}`);
      throw new Error(codeOf(error));
    }
  }

  private openQueue(name: string): OpenedQueue {
    // A request must not wait for a queue that is away: fail at once, the sweeper enqueues later.
    const redis = this.redis({ enableOfflineQueue: false, maxRetriesPerRequest: 1 });
    const options: Omit<QueueOptions, 'connection'> = { prefix: this.config.queuePrefix };
    const queue: AnyQueue = redis
      ? new Queue<IdJob>(name, { ...options, connection: redis })
      : new Queue<IdJob, void, string, IdJob, void, string, PostgresQueueBackend, PostgresConnectionOptions>(
          name,
          { ...options, connection: this.postgres() },
          createPostgresBackend,
        );
    queue.on('error', (error) => this.logger.warn(`${name}: ${codeOf(error)}`));
    return { of: queue, redis };
  }

  private openWorker(
    name: string,
    processor: (job: { data: IdJob }) => Promise<void>,
    concurrency: number,
  ): OpenedWorker {
    const redis = this.redis({ maxRetriesPerRequest: null });
    const connections = redis ? withDuplicates(redis) : [];
    const options: Omit<WorkerOptions, 'connection'> = { prefix: this.config.queuePrefix, concurrency };
    const worker: AnyWorker = redis
      ? new Worker<IdJob>(name, processor, { ...options, connection: redis })
      : new Worker<IdJob, void, string, PostgresQueueBackend, JobProgress, PostgresConnectionOptions>(
          name,
          processor,
          { ...options, connection: this.postgres() },
          createPostgresBackend,
        );
    return { of: worker, connections };
  }

  private redis(options: { enableOfflineQueue?: boolean; maxRetriesPerRequest: number | null }): Redis | null {
    if (!this.config.redisUrl) return null;
    const connection = new Redis(this.config.redisUrl, options);
    connection.on('error', (error) => this.logger.warn(`redis: ${codeOf(error)}`));
    this.connections.push(connection);
    return connection;
  }

  private postgres(): { connectionString: string; max: number; migrate: boolean } {
    return { connectionString: this.config.databaseUrl, max: 4, migrate: true };
  }
}

function jobOptions(jobId: string): JobsOptions {
  return {
    jobId,
    attempts,
    backoff: { type: 'exponential', delay: firstRetryMilliseconds },
    // Finished and failed jobs leave at once: their id must be free for the sweeper.
    removeOnComplete: true,
    removeOnFail: true,
  };
}

function isReady(redis: Redis): boolean {
  return redis.status === 'ready';
}

/** Rejects when the connection fails, or is not there in time. */
async function untilReady(redis: Redis): Promise<void> {
  if (isReady(redis)) return;
  await once(redis, 'ready', { signal: AbortSignal.timeout(patienceMilliseconds) });
}

/** The connection, and every one that is made after its pattern from now on. */
function withDuplicates(redis: Redis): readonly Redis[] {
  const all = [redis];
  const duplicate = redis.duplicate.bind(redis);
  redis.duplicate = (override) => {
    const another = duplicate(override);
    all.push(another);
    return another;
  };
  return all;
}
