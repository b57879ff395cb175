import { EventEmitter } from 'node:events';
import { Injectable, Logger, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Redis, RedisOptions } from 'ioredis';
import { Config } from '../config/config.js';
import { codeOf } from '../http/error-trace.js';

/** Over so long those are spread who look again because Redis went or came back: they are many, and nothing may be new. */
const spreadMilliseconds = 1_000;

/**
 * Tells whoever waits, in whichever process, that something has happened: by Redis where there is one, otherwise within
 * this process only. A wake-up may be lost: whoever waits looks again by himself now and then, and oftener while nobody
 * can tell him. One connection subscribes for all of a process.
 */
@Injectable()
export class WakeUps implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('WakeUps');
  private readonly here = new EventEmitter().setMaxListeners(0);
  private readonly channel: string;
  private readonly connections: Redis[] = [];
  private readonly spreading = new Set<NodeJS.Timeout>();
  private publisher: Redis | null = null;
  private subscriber: Redis | null = null;
  private isSubscribed = false;

  constructor(private readonly config: Config) {
    this.channel = `${config.queuePrefix}:wake-ups`;
  }

  /** Ahead of the first wake-up, which would not wait for a connection. */
  onApplicationBootstrap(): void {
    this.publisher = this.open({ enableOfflineQueue: false, maxRetriesPerRequest: 1 });
  }

  onApplicationShutdown(): void {
    for (const timer of this.spreading) clearTimeout(timer);
    for (const connection of this.connections) connection.disconnect();
  }

  /** Whether wake-ups of other processes arrive now. */
  get isTold(): boolean {
    return this.isSubscribed;
  }

  /** Without waiting, and whatever becomes of it. */
  wake(names: readonly string[]): void {
    const publisher = this.publisher?.status === 'ready' ? this.publisher : null;
    // What this process is told by Redis, it need not tell itself.
    if (!this.isTold || !publisher) this.tell(names);
    publisher?.publish(this.channel, JSON.stringify(names)).catch((error: unknown) => {
      this.logger.warn(`nobody woken elsewhere: ${codeOf(error)}`);
      this.tell(names);
    });
  }

  /** Calls the listener at each wake-up of one of these names, until the returned function is called. */
  listen(names: readonly string[], listener: () => void): () => void {
    this.subscriber ??= this.subscribe();
    for (const name of names) this.here.on(name, listener);
    return () => names.forEach((name) => this.here.off(name, listener));
  }

  /** When somebody first waits. Again after every outage; what was missed meanwhile, those who wait look for themselves. */
  private subscribe(): Redis | null {
    const subscriber = this.open({ maxRetriesPerRequest: null, autoResubscribe: false });
    subscriber?.on('message', (_, message: string) => this.tell(namesIn(message)));
    subscriber?.on('ready', () => {
      subscriber.subscribe(this.channel).then(
        () => this.turn(true),
        (error: unknown) => this.logger.warn(`not subscribed: ${codeOf(error)}`),
      );
    });
    subscriber?.on('close', () => this.turn(false));
    return subscriber;
  }

  private turn(isSubscribed: boolean): void {
    if (this.isSubscribed === isSubscribed) return;
    this.isSubscribed = isSubscribed;
    for (const name of this.here.eventNames() as string[]) {
      const timer = setTimeout(() => {
        this.spreading.delete(timer);
        this.tell([name]);
      }, Math.random() * spreadMilliseconds);
      this.spreading.add(timer);
    }
  }

  private tell(names: readonly string[]): void {
    for (const name of names) this.here.emit(name);
  }

  private open(options: RedisOptions): Redis | null {
    if (!this.config.redisUrl) return null;
    const connection = new Redis(this.config.redisUrl, options);
    let told = '';
    // Of an outage once, not at every attempt to connect again.
    connection.on('error', (error) => {
      if (told !== codeOf(error)) this.logger.warn(`redis: ${codeOf(error)}`);
      told = codeOf(error);
    });
    connection.on('ready', () => (told = ''));
    this.connections.push(connection);
    return connection;
  }
}

/** Whatever else may be written to the channel is none of ours. */
function namesIn(message: string): string[] {
  try {
    const names: unknown = JSON.parse(message);
    return Array.isArray(names) ? names.filter((name): name is string => typeof name === 'string') : [];
  } catch {
    return [];
  }
}
