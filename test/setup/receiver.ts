import { createServer, IncomingHttpHeaders, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ReceivedWebhook {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly json: { type: string; timestamp: string; data: Record<string, unknown> & { id: string; offices: string[] } };
}

/** What the receiver does with a webhook: answers with a status and headers, or never. */
export type Manner = (received: ReceivedWebhook) => number | [number, Record<string, string>] | 'hangs' | 'breaks';

/** Somebody who is called: a real HTTP server on loopback. */
export class Receiver {
  readonly received: ReceivedWebhook[] = [];
  manner: Manner = () => 204;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async begin(): Promise<Receiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const receiver = new Receiver(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8');
        const received = { headers: request.headers, body, json: JSON.parse(body) as ReceivedWebhook['json'] };
        receiver.received.push(received);
        const manner = receiver.manner(received);
        if (manner === 'hangs') return;
        if (manner === 'breaks') return void request.socket.destroy();
        const [status, headers] = typeof manner === 'number' ? [manner, {}] : manner;
        response.writeHead(status, headers).end();
      });
    });
    return receiver;
  }

  /** The ids of the events that it was told of, as often as it was. */
  get ids(): string[] {
    return this.received.map(({ headers }) => String(headers['webhook-id']));
  }

  /** Once it was called so often. */
  async told(times: number): Promise<ReceivedWebhook[]> {
    for (let attempt = 0; this.received.length < times; attempt++) {
      if (attempt === 1200) throw new Error(`It was called ${this.received.length} times, not ${times}.`);
      await sleep(25);
    }
    return this.received;
  }

  async end(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
