import { EventEmitter } from 'node:events';
import { Injectable, Logger, OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
import { Config } from '../config/config.js';
import { codeOf } from '../http/error-trace.js';

/**
 * Tells whoever waits, in whichever process, that something has happened: by Redis where there is one, otherwise within
 * this process only. A wake-up may be lost: whoever waits looks again by himself now and then, and oftener while nobody
 * can tell him.
 */
@Injectable()
export class WakeUps implements OnApplicationShutdown {
  private readonly logger = new Logger('WakeUps');
  private readonly here = new EventEmitter({ captureRejections: false }).setMaxListeners(0);
  private readonly channel: string;
  private publisher: Redis | undefined;
  private subscriber: Redis | undefined;
  private isSubscribed = false;

  constructor(private readonly config: Config) {
    this.channel = `${config.queuePrefix}:wake-ups`;
  }

  /** Without waiting, and whatever becomes of it. */
  wake(names: readonly string[]): void {
    this.publisher ??= this.open({ enableOfflineQueue: false, maxRetriesPerRequest: 1 });
    if (!this.publisher) return this.tell(names);
    // Told here at once: Redis brings it a second time, which does no harm.
    this.tell(names);
    this.publisher
      .publish(this.channel, JSON.stringify(names))
      .catch((error: unknown) => this.logger.warn(`nobody woken elsewhere: ${codeOf(error)}`));
  }

  /** Calls the listener at each wake-up of one of these names, until the returned function is called. */
  listen(names: readonly string[], listener: () => void): () => void {
    this.subscribe();
    for (const name of names) this.here.on(name, listener);
    return () => names.forEach((name) => this.here.off(name, listener));
  }

  /** Whether wake-ups of other processes arrive now. */
  get isTold(): boolean {
    return this.isSubscribed;
  }

  async onApplicationShutdown(): Promise<void> {
    this.publisher?.disconnect();
    this.subscriber?.disconnect();
  }

  /** Once a process, when somebody first waits; after an outage ioredis subscribes again by itself. */
  private subscribe(): void {
    if (this.subscriber) return;
    this.subscriber = this.open({ maxRetriesPerRequest: null });
    this.subscriber?.on('message', (_, message: string) => this.tell(namesIn(message)));
    this.subscriber?.on('ready', () => {
      this.subscriber
        ?.subscribe(this.channel)
        .then(() => (this.isSubscribed = true))
        .catch((error: unknown) => this.logger.warn(`not subscribed: ${codeOf(error)}`));
    });
    this.subscriber?.on('close', () => (this.isSubscribed = false));
  }

  private tell(names: readonly string[]): void {
    for (const name of names) this.here.emit(name);
  }

  private open(options: { enableOfflineQueue?: boolean; maxRetriesPerRequest: number | null }): Redis | undefined {
    if (!this.config.redisUrl) return undefined;
    const redis = new Redis(this.config.redisUrl, options);
    redis.on('error', (error) => this.logger.warn(`redis: ${codeOf(error)}`));
    return redis;
  }
}

/** Whoever else speaks on the channel is not listened to. */
function namesIn(message: string): readonly string[] {
  try {
    const names: unknown = JSON.parse(message);
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string' && name !== 'error') : [];
  } catch {
    return [];
  }
}
