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
  /** Parts of a multipart/form-data body, in order. */
  readonly parts?: readonly Part[];
}

export interface Part {
  readonly name: string;
  readonly content: Buffer | string;
  readonly fileName?: string;
}

/** Calls the gateway over HTTP as any client would, and holds every answer against the OpenAPI document. */
export class Api {
  constructor(private readonly gateway: TestGateway) {}

  get<Body = Record<string, unknown>>(path: string, call: Call = {}): Promise<Answer<Body>> {
    return this.call('GET', path, call);
  }

  post<Body = Record<string, unknown>>(path: string, call: Call = {}): Promise<Answer<Body>> {
    return this.call('POST', path, call);
  }

  async call<Body>(method: string, path: string, call: Call): Promise<Answer<Body>> {
    const pending = request(this.gateway.url)[method.toLowerCase() as 'get'](path).buffer(true).parse(bytesOf as never);
    if (call.caller) pending.set('authorization', `Bearer ${await call.caller.token()}`);
    pending.set(call.headers ?? {});
    if (call.query) pending.query(call.query);
    if (call.json !== undefined) pending.send(call.json as object);
    if (call.form) pending.type('form').send(call.form);
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
