import { TLSSocket } from 'node:tls';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Config } from '../config/config.js';
import { requestInvalid } from '../http/http.problems.js';
import { readCertificate } from '../sealing/certificate.js';
import { sha256Base64url } from '../sealing/digest.js';

/** An RFC 8941 byte sequence, alone: no list, no parameters (RFC 9440 §2.2). The DER of a large certificate fits in. */
const CLIENT_CERT = /^:([A-Za-z0-9+/]{1,12000}={0,2}):$/;

/**
 * With which certificate a request came, its key proven in a TLS handshake: our own, or that of a trusted proxy, which
 * says so in Client-Cert (RFC 9440). From anybody else that header is not even looked at. The one place that knows; it
 * does not say whose certificate that is, nor that it is good for anything.
 */
@Injectable()
export class PresentedCertificate {
  constructor(private readonly config: Config) {}

  /**
   * @returns its thumbprint (`x5t#S256`), or null
   * @throws Problem request-invalid for a Client-Cert that a trusted proxy should not have written
   */
  of({ raw: { socket, headers } }: FastifyRequest): string | null {
    // A certificate that the proxy itself may have shown us is the proxy's, not its client's.
    if (this.config.trustedProxies.has(socket.remoteAddress)) return toldByProxy(headers['client-cert']);
    const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
    return certificate ? sha256Base64url(certificate.raw) : null;
  }
}

/** Several such headers arrive as one list, and so are refused with it. */
function toldByProxy(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  const [, base64] = CLIENT_CERT.exec(String(header)) ?? [];
  const thumbprint = base64 === undefined ? null : thumbprintOf(Buffer.from(base64, 'base64'));
  if (thumbprint === null) throw requestInvalid({ errors: [malformed] });
  return thumbprint;
}

function thumbprintOf(der: Buffer): string | null {
  // 0x30 begins a DER SEQUENCE; PEM, which can be read as well, is not what the header is made of.
  if (der[0] !== 0x30) return null;
  try {
    return readCertificate(der).thumbprint;
  } catch {
    return null;
  }
}

const malformed = {
  header: 'Client-Cert',
  detail: {
    ja: '証明書1枚のDERを「:base64:」の形（RFC 9440）で1回だけ付けてください。プロキシの設定を確認してください。',
    en: 'Must be one certificate in DER as :base64: (RFC 9440), once. Check how the proxy is set up.',
  },
};
