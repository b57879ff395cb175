import { BlockList, isIPv6 } from 'node:net';
import { TLSSocket } from 'node:tls';
import { FastifyRequest } from 'fastify';
import { requestInvalid } from '../http/http.problems.js';
import { Problem } from '../http/problem.js';
import { sha256Base64url } from '../sealing/digest.js';

/**
 * The certificate that a request came with, by thumbprint (x5t#S256): from the TLS handshake with ourselves, or from that
 * with a proxy that the operator trusts. Either way its holder has proven to have the key; whose it is, our records say.
 *
 * Client-Cert (RFC 9440 §2) is a header like any other: only from a trusted proxy does it mean anything, and there it is
 * all that counts, since the connection's own certificate would be the proxy's.
 * @throws Problem request-invalid when a trusted proxy sends what is no such header
 */
export function presentedThumbprint({ raw }: FastifyRequest, proxies: BlockList): string | null {
  const { socket } = raw;
  if (isListed(socket.remoteAddress, proxies)) return forwarded(raw.headers['client-cert']);
  // What the TLS layer says of a certificate (its chain, its dates) is not asked: see `rejectUnauthorized` of the listener.
  const der = socket instanceof TLSSocket ? socket.getPeerX509Certificate()?.raw : undefined;
  return der === undefined ? null : sha256Base64url(der);
}

/** Whether an address is one of these; IPv4 within IPv6 (RFC 4291 §2.5.5.2) counts as IPv4. */
export function isListed(address: string | undefined, list: BlockList): boolean {
  const plain = address?.replace(/^::ffff:(?=\d+\.)/i, '') ?? '';
  return plain !== '' && list.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}

/** One sf-binary (RFC 8941 §3.3.5). Node.js joins a repeated header with commas, which is none. */
function forwarded(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  const base64 = typeof header === 'string' ? /^:([A-Za-z0-9+/]+={0,2}):$/.exec(header)?.[1] : undefined;
  if (base64 === undefined) throw malformed();
  return sha256Base64url(Buffer.from(base64, 'base64'));
}

function malformed(): Problem {
  return requestInvalid({
    errors: [
      {
        header: 'Client-Cert',
        detail: {
          ja: 'RFC 9440の形式（:DERのBase64:）で1つだけ指定してください。',
          en: 'Exactly one, in the form of RFC 9440: the base64 of the DER between colons.',
        },
      },
    ],
  });
}
