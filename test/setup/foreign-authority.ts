import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { Authority } from '../../src/sealing/authority.js';
import { Certificate } from '../../src/sealing/certificate.js';
import { ForeignCertificate, issueForeign, makeForeignAuthority } from '../../src/sealing/foreign-authority.fixture.js';
import { KeyPair, newKeyPairSync } from '../../src/sealing/key-pair.js';
import { createOcspResponse, readOcspRequest } from '../../src/sealing/ocsp.fixture.js';
import { createRevocationList, RevokedCertificate } from '../../src/sealing/make-revocation-list.js';
import { TestClock } from './gateway.js';

/** How a responder, or the server of the list, behaves. */
export type Answering = 'truth' | 'nothing' | 'rubbish' | 'an error' | 'a redirect' | 'too much';

export interface ForeignHolder extends KeyPair {
  readonly certificate: Certificate;
  /** PEM of those above it, without the root. */
  readonly chain: string[];
}

/**
 * A certification authority that is not the gateway's: an RSA root, an issuing authority, and an HTTP server on loopback
 * that answers for them by OCSP and by revocation lists, as the test tells it.
 */
export class ForeignAuthority {
  ocsp: Answering = 'truth';
  lists: Answering = 'truth';
  /** What was asked of the server: paths, in order. */
  readonly asked: string[] = [];
  private revoked: RevokedCertificate[] = [];
  private readonly issuedByRoot = new Map<string, Certificate>();
  private readonly issued = new Map<string, Certificate>();
  private listNumber = 1;

  private constructor(
    /** To be set to the gateway's, which begins at the same moment. */
    public clock: TestClock,
    private readonly server: Server,
    readonly url: string,
    readonly root: Authority,
    readonly issuing: Authority,
  ) {
    this.issuedByRoot.set(issuing.certificate.serialNumber, issuing.certificate);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.answer(request, response));
  }

  static async begin(clock = new TestClock()): Promise<ForeignAuthority> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const now = clock.now();
    const root = await makeForeignAuthority('Foreign Root', undefined, { now });
    const issuing = await makeForeignAuthority('Foreign Issuing', root, {
      now,
      ocspUrl: `${url}/root/ocsp`,
      crlUrl: `${url}/root/list`,
    });
    return new ForeignAuthority(clock, server, url, root, issuing);
  }

  /** Somebody with a key and a certificate of this authority. */
  async holder(wanted: Partial<ForeignCertificate> = {}, keys = newKeyPairSync('rsa')): Promise<ForeignHolder> {
    const certificate = await issueForeign({
      commonName: '訪問介護 既存証明書',
      publicKey: keys.publicKey,
      issuer: this.issuing,
      now: this.clock.now(),
      ocspUrl: `${this.url}/issuing/ocsp`,
      crlUrl: `${this.url}/issuing/list`,
      ...wanted,
    });
    this.issued.set(certificate.serialNumber, certificate);
    return { ...keys, certificate, chain: [this.issuing.certificate.pem] };
  }

  revoke({ serialNumber }: Certificate, reason: RevokedCertificate['reason'] = 'superseded'): void {
    this.revoked.push({ serialNumber, revokedAt: this.clock.now(), reason });
  }

  /** As after a hold. */
  reinstate({ serialNumber }: Certificate): void {
    this.revoked = this.revoked.filter((one) => one.serialNumber !== serialNumber);
  }

  async end(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    this.asked.push(path);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const [, who, what] = path.split('/');
    const authority = who === 'root' ? this.root : this.issuing;
    const answering = what === 'ocsp' ? this.ocsp : this.lists;
    if (answering === 'nothing') return void response.socket?.destroy();
    if (answering === 'an error') return void response.writeHead(503).end();
    if (answering === 'a redirect') return void response.writeHead(302, { location: `${this.url}/elsewhere` }).end();
    if (answering === 'rubbish') return void response.end('<html>It works!</html>');
    if (answering === 'too much') return void response.end(Buffer.alloc(21 * 1024 * 1024));
    response.end(what === 'ocsp' ? await this.status(authority, body) : await this.list(authority));
  }

  private async status(authority: Authority, request: Buffer): Promise<Buffer> {
    const { serialNumber, nonce } = readOcspRequest(request);
    const certificate = (authority === this.root ? this.issuedByRoot : this.issued).get(serialNumber);
    const entry = this.revoked.find((one) => one.serialNumber === serialNumber);
    const now = this.clock.now();
    return createOcspResponse({
      certificate: certificate ?? authority.certificate,
      issuer: authority.certificate,
      status: entry ? { at: entry.revokedAt, reason: entry.reason } : 'good',
      responder: authority,
      thisUpdate: now,
      nextUpdate: new Date(now.getTime() + 600_000),
      nonce,
    });
  }

  private list(authority: Authority): Promise<Buffer> {
    const now = this.clock.now();
    return createRevocationList(authority, { revoked: this.revoked, number: this.listNumber++, now, validMinutes: 30 });
  }
}
