import { createServer } from 'node:https';
import { AddressInfo } from 'node:net';
import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { requestTimeoutMilliseconds } from './application.js';
import { Config } from './config/config.js';
import { answerUnreadable, leaveExpectationsUnmet, watchConnections } from './http/early-refusal.js';

export interface TlsListener {
  readonly url: string;
  /** Takes no more requests; resolves when those under way are answered. */
  close(): Promise<void>;
}

/** How often connections that have become idle are looked for while closing. */
const idleEveryMilliseconds = 50;

/**
 * The gateway's own listener for mutual TLS (RFC 8705), beside the plain one and before the same application. Null where
 * none is configured.
 *
 * The handshake asks for a certificate and proves that the caller has its key. Whether it is to be believed is not decided
 * there but by our records, request by request: certificates of other authorities are registered too, and one that was
 * revoked a moment ago must not serve for being on an open connection.
 */
export async function listenTls(app: NestFastifyApplication, config: Config): Promise<TlsListener | null> {
  const { tlsPort, tlsKey, tlsChain } = config;
  if (tlsPort === null || !tlsKey || !tlsChain) return null;
  const fastify = app.getHttpAdapter().getInstance();
  const server = createServer(
    {
      key: tlsKey.export({ format: 'pem', type: 'pkcs8' }),
      cert: tlsChain.map(({ pem }) => pem).join(''),
      minVersion: 'TLSv1.2',
      requestCert: true,
      rejectUnauthorized: false,
      requestTimeout: requestTimeoutMilliseconds,
      requireHostHeader: false,
    },
    (request, response) => fastify.routing(request, response),
  );
  server.keepAliveTimeout = fastify.server.keepAliveTimeout;
  server.on('clientError', answerUnreadable.bind(fastify));
  watchConnections(server);
  leaveExpectationsUnmet(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(tlsPort, config.httpHost, resolve);
  });
  const { address, family, port } = server.address() as AddressInfo;
  return {
    url: `https://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    close: async () => {
      const idle = setInterval(() => server.closeIdleConnections(), idleEveryMilliseconds);
      await new Promise((resolve) => server.close(resolve));
      clearInterval(idle);
    },
  };
}
