/** One place in a request, or one cell of a file, and what is wrong with it. Never the value of a cell. */
export interface ProblemPlace {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly header?: string;
  readonly file?: string | null;
  readonly row?: number | null;
  readonly column?: number | null;
  readonly item?: string | null;
  readonly rule?: string;
  readonly severity?: 'error' | 'warning';
  readonly detail: string;
}

export interface ProblemDocument {
  readonly type: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly ProblemPlace[];
  readonly errorsTotal: number;
  readonly requestId: string | null;
  /** Everything the document says, with the members that only this type has. */
  readonly members: Readonly<Record<string, unknown>>;
}

const TYPE_PREFIX = 'urn:careplan:problem:';

/** The gateway's refusal (RFC 9457). `code` is the last part of its stable type, and what to branch on. */
export class GatewayProblem extends Error implements ProblemDocument {
  readonly type: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly ProblemPlace[];
  readonly errorsTotal: number;
  readonly requestId: string | null;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(document: ProblemDocument) {
    super(`${document.title} ${document.detail}`.trim());
    this.name = 'GatewayProblem';
    this.type = document.type;
    this.status = document.status;
    this.title = document.title;
    this.detail = document.detail;
    this.errors = document.errors;
    this.errorsTotal = document.errorsTotal;
    this.requestId = document.requestId;
    this.members = document.members;
  }

  get code(): string {
    return this.type.startsWith(TYPE_PREFIX) ? this.type.slice(TYPE_PREFIX.length) : this.type;
  }
}

/** No answer came: the name did not resolve, nobody listened, the connection broke, or time ran out. */
export class GatewayUnreachable extends Error {
  constructor(baseUrl: string, options: ErrorOptions) {
    super(`no answer from ${baseUrl}`, options);
    this.name = 'GatewayUnreachable';
  }
}

/** The problem in an answer. Something between us and the gateway may answer without one: then the status is all. */
export function problemOf(status: number, body: Uint8Array): GatewayProblem {
  const members = parseObject(body);
  const text = (name: string, otherwise: string): string =>
    typeof members[name] === 'string' ? members[name] : otherwise;
  const errors = Array.isArray(members['errors']) ? (members['errors'] as ProblemPlace[]) : [];
  return new GatewayProblem({
    type: text('type', 'about:blank'),
    status,
    title: text('title', `HTTP ${status}`),
    detail: text('detail', ''),
    errors,
    errorsTotal: typeof members['errorsTotal'] === 'number' ? members['errorsTotal'] : errors.length,
    requestId: text('requestId', '') || null,
    members,
  });
}

function parseObject(body: Uint8Array): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}
