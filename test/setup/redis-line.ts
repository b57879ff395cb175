import { connect, createServer, Server, Socket } from 'node:net';
import { AddressInfo } from 'node:net';
import { TestRedis } from './redis.js';

/** A line to Redis that can be cut and mended: what a Redis that is stopped and started again looks like from here. */
export class RedisLine {
  private readonly sockets = new Set<Socket>();
  /** On which workers wait for jobs. */
  private readonly blocking = new Set<Socket>();
  private isCut = false;

  private constructor(
    private readonly server: Server,
    readonly redis: TestRedis,
  ) {}

  static async to({ url, prefix }: TestRedis): Promise<RedisLine> {
    const { hostname, port } = new URL(url);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const own = new URL(url);
    own.hostname = '127.0.0.1';
    own.port = String((server.address() as AddressInfo).port);
    const line = new RedisLine(server, { url: own.href, prefix });
    server.on('connection', (socket) => line.join(socket, connect(Number(port || 6379), hostname)));
    return line;
  }

  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  /** Only those are cut on which workers wait for jobs, and none comes back; the others stay. */
  cutBlocking(): void {
    this.isCut = true;
    for (const socket of this.blocking) socket.destroy();
  }

  /** How many there are of these. */
  get blockingCount(): number {
    return this.blocking.size;
  }

  mend(): void {
    this.isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(here: Socket, there: Socket): void {
    for (const [socket, other] of [
      [here, there],
      [there, here],
    ] as const) {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.sockets.delete(socket);
        other.destroy();
      });
    }
    if (this.isCut) return void here.destroy();
    here.on('data', (said: Buffer) => {
      if (!said.includes('bzpopmin')) return;
      if (this.isCut) here.destroy();
      else this.blocking.add(here);
    });
    here.on('close', () => this.blocking.delete(here));
    here.pipe(there).pipe(here);
  }
}
