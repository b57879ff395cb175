import { createServer, IncomingHttpHeaders, Server } from 'node:http';
import { freePort, LOOPBACK } from '../embedded/loopback.js';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A vendor's server that is told by webhook: it keeps the first one that comes. */
export class DemoReceiver {
  readonly first: Promise<Received>;

  private constructor(
    readonly url: string,
    private readonly server: Server,
  ) {
    this.first = new Promise((resolve) => {
      server.on('request', (request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
          response.writeHead(204).end();
          resolve({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
        });
      });
    });
  }

  static async begin(): Promise<DemoReceiver> {
    const port = await freePort();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, LOOPBACK, resolve));
    return new DemoReceiver(`http://${LOOPBACK}:${port}/careplan`, server);
  }

  end(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
