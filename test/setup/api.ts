import { connect } from 'node:net';
import request from 'supertest';
import { TestCaller } from './caller.js';
import { TestGateway } from './gateway.js';

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Body;
  readonly bytes: Buffer;
}

export interface Call {
  readonly caller?: TestCaller;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** A body sent as it is, under a content type of its own. */
  readonly body?: { readonly type: string; readonly content: string | Buffer };
  /** Parts of a multipart/form-data body, in order. */
  readonly parts?: readonly Part[];
}

/** A certificate to connect with, and its key. */
export interface ClientCertificate {
  readonly key: string;
  readonly certificate: string;
}

export interface Part {
  readonly name: string;
  readonly content: Buffer | string;
  readonly fileName?: string;
}

/** One operation as the document names it. */
export interface DocumentedOperation {
  readonly method: string;
  readonly template: string;
  readonly operationId: string;
  /** Absent for operations that need no token. */
  readonly security?: readonly object[];
}

/** Calls the gateway over HTTP as any client would, and holds every answer against the OpenAPI document. */
export class Api {
  /** `connection` null connects with TLS and no certificate; left out, it connects without TLS. */
  constructor(
    private readonly gateway: TestGateway,
    private readonly connection?: ClientCertificate | null,
  ) {}

  get<Body = Record<string, unknown>>(path: string, call: Call = {}): Promise<Answer<Body>> {
    return this.call('GET', path, call);
  }

  post<Body = Record<string, unknown>>(path: string, call: Call = {}): Promise<Answer<Body>> {
    return this.call('POST', path, call);
  }

  put<Body = Record<string, unknown>>(path: string, call: Call = {}): Promise<Answer<Body>> {
    return this.call('PUT', path, call);
  }

  delete<Body = Record<string, unknown>>(path: string, call: Call = {}): Promise<Answer<Body>> {
    return this.call('DELETE', path, call);
  }

  /** Every operation of the document that the gateway itself serves. */
  async operations(): Promise<DocumentedOperation[]> {
    const answer = await fetch(`${this.gateway.url}/docs/openapi.json`);
    const { paths } = (await answer.json()) as { paths: Record<string, Record<string, object>> };
    return Object.entries(paths).flatMap(([template, methods]) =>
      Object.entries(methods).map(([method, documented]) => ({
        ...(documented as Pick<DocumentedOperation, 'operationId' | 'security'>),
        method: method.toUpperCase(),
        template,
      })),
    );
  }

  /** Sends bytes that no HTTP client would send, and reads the one answer until the gateway closes the connection. */
  async raw(bytes: string | Buffer): Promise<Answer> {
    const [method = '', target = ''] = bytes.toString('latin1').split(' ', 2);
    const received = await exchange(this.gateway.url, bytes);
    const end = received.indexOf('\r\n\r\n');
    const [statusLine = '', ...lines] = received.subarray(0, end).toString('latin1').split('\r\n');
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    );
    const content = received.subarray(end + 4);
    const body = JSON.parse(content.toString('utf8')) as Record<string, unknown>;
    const status = Number(statusLine.split(' ')[1]);
    this.gateway.conformance.check({ method, path: target.split('?')[0] ?? '', status, headers, body });
    return { status, headers, body, bytes: content };
  }

  async call<Body>(method: string, path: string, call: Call): Promise<Answer<Body>> {
    const pending = request(this.connection === undefined ? this.gateway.url : (this.gateway.tls?.url ?? ''))
      [method.toLowerCase() as 'get'](path)
      .buffer(true)
      .parse(bytesOf as never);
    if (this.connection !== undefined) pending.ca(this.gateway.tls?.certificate ?? '');
    if (this.connection) pending.key(this.connection.key).cert(this.connection.certificate);
    if (call.caller) pending.set('authorization', `Bearer ${await call.caller.token()}`);
    pending.set(call.headers ?? {});
    if (call.query) pending.query(call.query);
    if (call.json !== undefined) pending.send(call.json as object);
    if (call.form) pending.type('form').send(call.form);
    // Without a serializer of ours, superagent would write a Buffer as JSON of its own.
    if (call.body)
      pending
        .serialize((bytes) => bytes as unknown as string)
        .set('content-type', call.body.type)
        .send(call.body.content);
    for (const { name, content, fileName } of call.parts ?? []) {
      if (fileName === undefined) pending.field(name, content.toString());
      else pending.attach(name, Buffer.from(content), fileName);
    }
    const response = await pending;
    const bytes = response.body as Buffer;
    const isJson = /json/.test(response.headers['content-type'] ?? '');
    const body = isJson && bytes.length > 0 ? (JSON.parse(bytes.toString('utf8')) as unknown) : undefined;
    this.gateway.conformance.check({ method, path, status: response.status, headers: response.headers, body });
    return { status: response.status, headers: response.headers, body: body as Body, bytes };
  }
}

function bytesOf(response: NodeJS.ReadableStream, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('end', () => done(null, Buffer.concat(chunks)));
}

function exchange(url: string, bytes: string | Buffer): Promise<Buffer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', (error) => (chunks.length > 0 ? undefined : reject(error)));
    socket.on('close', () => resolve(Buffer.concat(chunks)));
  });
}
