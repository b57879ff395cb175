import { Socket } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { AddressGuard } from './address-guard.js';

const connectMilliseconds = 5_000;

/**
 * An HTTP agent whose every connection passes the guard: it connects to exactly the address that was checked, and looks once
 * more at whom it is connected with before a byte of the request is sent. It follows no redirect and asks no proxy.
 *
 * It sets no bound to the connections with one host: thousands of offices may have theirs at that of one vendor, and one that
 * hangs must not be in the way of the others. Whoever calls is bounded.
 */
export function guardedAgent(guard: AddressGuard): Agent {
  const connect = buildConnector({ timeout: connectMilliseconds, maxCachedSessions: 0 });
  return new Agent({
    pipelining: 1,
    keepAliveTimeout: 10_000,
    keepAliveMaxTimeout: 30_000,
    maxHeaderSize: 16_384,
    connect: (options, callback) => {
      const { hostname, protocol } = options;
      guard.addressOf(hostname, protocol).then(
        (address) => {
          // The certificate must be the name's, whatever the address is.
          const servername = options.servername ?? (hostname === address ? undefined : hostname);
          connect({ ...options, hostname: address, servername }, (...[error, socket]) => {
            if (error) return callback(error, null);
            try {
              guard.requireAllowed((socket as Socket).remoteAddress, protocol);
            } catch (refused) {
              (socket as Socket).destroy();
              return callback(refused as Error, null);
            }
            callback(null, socket);
          });
        },
        (refused: unknown) => callback(refused as Error, null),
      );
    },
  });
}
