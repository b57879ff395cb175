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
import { IdJob, JobHandler, JobQueue, JobQueues } from './job-queue.js';

/** Attempts within one run of the queue; the sweeper brings back whatever was given up. */
const attempts = 5;
const firstRetryMilliseconds = 500;

/** The part of BullMQ's classes that is the same on every server. */
interface AnyQueue {
  add(name: string, data: IdJob, options: JobsOptions): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

interface AnyWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (job: { data: IdJob } | undefined, error: Error) => void): unknown;
  close(): Promise<void>;
}

export class BullmqQueues extends JobQueues {
  private readonly logger = new Logger('Queue');
  private readonly queues = new Map<string, AnyQueue>();
  private readonly workers: AnyWorker[] = [];
  private readonly connections: Redis[] = [];

  constructor(private readonly config: Config) {
    super();
  }

  queue(name: string): JobQueue {
    let queue = this.queues.get(name);
    if (!queue) {
      queue = this.openQueue(name);
      queue.on('error', (error) => this.logger.warn(`${name}: ${codeOf(error)}`));
      this.queues.set(name, queue);
    }
    const opened = queue;
    return {
      name,
      add: async (id) => {
        await opened.add(
          name,
          { id },
          {
            jobId: id,
            attempts,
            backoff: { type: 'exponential', delay: firstRetryMilliseconds },
            // Finished and failed jobs leave at once: their id must be free for the sweeper.
            removeOnComplete: true,
            removeOnFail: true,
          },
        );
      },
    };
  }

  work(name: string, handler: JobHandler, concurrency: number): void {
    const worker = this.openWorker(name, (job) => handler(job.data.id), concurrency);
    worker.on('error', (error) => this.logger.warn(`${name} worker: ${codeOf(error)}`));
    worker.on('failed', (job, error) =>
      this.logger.warn(`${name} ${job?.data.id ?? ''} attempt failed: ${codeOf(error)}`),
    );
    this.workers.push(worker);
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.close()));
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    for (const connection of this.connections) connection.disconnect();
  }

  private openQueue(name: string): AnyQueue {
    // A request must not wait for a queue that is away: fail at once, the sweeper enqueues later.
    const redis = this.redis({ enableOfflineQueue: false, maxRetriesPerRequest: 1 });
    const options: Omit<QueueOptions, 'connection'> = { prefix: this.config.queuePrefix };
    return redis
      ? new Queue<IdJob>(name, { ...options, connection: redis })
      : new Queue<IdJob, void, string, IdJob, void, string, PostgresQueueBackend, PostgresConnectionOptions>(
          name,
          { ...options, connection: this.postgres() },
          createPostgresBackend,
        );
  }

  private openWorker(name: string, processor: (job: { data: IdJob }) => Promise<void>, concurrency: number): AnyWorker {
    const redis = this.redis({ maxRetriesPerRequest: null });
    const options: Omit<WorkerOptions, 'connection'> = { prefix: this.config.queuePrefix, concurrency };
    return redis
      ? new Worker<IdJob>(name, processor, { ...options, connection: redis })
      : new Worker<IdJob, void, string, PostgresQueueBackend, JobProgress, PostgresConnectionOptions>(
          name,
          processor,
          { ...options, connection: this.postgres() },
          createPostgresBackend,
        );
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

/** Codes only: messages of drivers may quote what was sent. */
function codeOf(error: Error): string {
  return (error as { code?: string }).code ?? error.name;
}
