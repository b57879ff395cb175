/** Jobs carry an id and nothing else: PostgreSQL is the truth, a queue may forget everything at any moment. */
export interface IdJob {
  readonly id: string;
}

/** What a job does with its id. Throwing means: try again. */
export type JobHandler = (id: string) => Promise<void>;

/** One named queue, whichever server carries it. */
export interface JobQueue {
  readonly name: string;
  /** Adds a job unless one with this id waits already. Rejects when the queue's server is away. */
  add(id: string): Promise<void>;
  /**
   * Adds many in one round trip, unless one with this id and of this round waits already. Of another round there may be
   * one, waiting or at its very end: who says when something is due again names a new round.
   */
  addAll(ids: readonly string[], round: string): Promise<void>;
}

/**
 * BullMQ, on Redis when a REDIS_URL is set (production), else on BullMQ's own PostgreSQL backend (the embedded default
 * needs nothing but PostgreSQL).
 */
export abstract class JobQueues {
  abstract queue(name: string): JobQueue;
  /** Starts working on a queue in this process. */
  abstract work(name: string, handler: JobHandler, concurrency: number): void;
  /** Lets running jobs finish, then closes workers before queues: a last job may still enqueue. */
  abstract close(): Promise<void>;
}
