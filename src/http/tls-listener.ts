import { constants, KeyObject } from 'node:crypto';
import { createServer, Server } from 'node:https';
import { AddressInfo, Socket } from 'node:net';
import { FastifyInstance } from 'fastify';
import { Certificate } from '../sealing/certificate.js';
import { answerUnreadable, watchServer } from './early-refusal.js';

export interface TlsMaterial {
  readonly key: KeyObject;
  /** Own certificate first. */
  readonly chain: readonly Certificate[];
}

const HANDSHAKE_MS = 10_000;

/** Forward secrecy and authenticated encryption only (RFC 9325 §4.2), those of TLS 1.3 first. */
const CIPHERS = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_AES_128_GCM_SHA256',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
].join(':');

/**
 * The application over TLS, beside its plain port: the same routes, hooks, bounds and stop. Every client is asked for its
 * certificate and may come without one. The handshake proves that it holds the certificate's key and nothing more: whose
 * certificate it is, and whether it is still good, is for our own records to say (identity/presented-certificate.ts),
 * also of certificates that another authority issued.
 */
export class TlsListener {
  private readonly server: Server;

  constructor(fastify: FastifyInstance, { key, chain }: TlsMaterial) {
    this.server = createServer(
      {
        key: key.export({ format: 'pem', type: 'pkcs8' }),
        cert: chain.map(({ pem }) => pem).join(''),
        minVersion: 'TLSv1.2',
        ciphers: CIPHERS,
        honorCipherOrder: true,
        // Of TLS 1.2: otherwise the certificate of a connection could become another one on the way.
        secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
        requestCert: true,
        rejectUnauthorized: false,
        // No list of authorities is sent, so that a client offers whatever certificate it was set up with.
        ca: [],
        handshakeTimeout: HANDSHAKE_MS,
        requireHostHeader: false,
      },
      fastify.routing,
    );
    keepBounds(this.server, fastify.server as unknown as Server);
    watchServer(this.server);
    refuseUnreadable(fastify, this.server);
    this.stopWith(fastify);
  }

  /** @returns where it listens */
  async listen(port: number, host: string): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ port, host }, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
    const { address, port: taken, family } = this.server.address() as AddressInfo;
    return `https://${family === 'IPv6' ? `[${address}]` : address}:${taken}`;
  }

  /** Stops together with the plain port: idle connections end at once, requests under way are answered first. */
  private stopWith(fastify: FastifyInstance): void {
    let closed: Promise<void> = Promise.resolve();
    fastify.addHook('preClose', async () => {
      closed = new Promise((resolve) => this.server.close(() => resolve()));
    });
    fastify.addHook('onClose', () => closed);
  }
}

/** What Fastify has set on its own server holds here as well. */
function keepBounds(server: Server, own: Server): void {
  server.keepAliveTimeout = own.keepAliveTimeout;
  server.requestTimeout = own.requestTimeout;
  server.headersTimeout = own.headersTimeout;
  server.timeout = own.timeout;
}

/**
 * Node tells failed handshakes as it tells bytes that are no request. In a handshake nobody has asked for anything yet, and
 * over broken TLS nothing can be said: such a connection just ends.
 */
function refuseUnreadable(fastify: FastifyInstance, server: Server): void {
  const established = new WeakSet<Socket>();
  server.on('secureConnection', (socket) => established.add(socket));
  server.on('clientError', (error: Error & { code?: string }, socket) => {
    if (established.has(socket as Socket) && !error.code?.startsWith('ERR_SSL')) {
      answerUnreadable.call(fastify, error, socket as Socket);
    } else {
      socket.destroy();
    }
  });
}
