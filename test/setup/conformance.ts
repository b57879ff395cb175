import { OpenAPIObject } from '@nestjs/swagger';
import { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const documentId = 'https://gateway.example/openapi.json';

export interface ObservedAnswer {
  readonly method: string;
  /** Path as called, without the query. */
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed body for JSON media types. */
  readonly body: unknown;
}

interface DocumentedResponse {
  readonly content?: Record<string, { schema?: object }>;
  readonly headers?: Record<string, unknown>;
}

/** Headers that HTTP itself brings along; all others must be documented. */
const customary = new Set([
  'content-type',
  'content-length',
  'content-language',
  'date',
  'connection',
  'keep-alive',
  'vary',
  'cache-control',
  'transfer-encoding',
  'allow',
]);

/**
 * Holds every answer of a journey against the OpenAPI document: operation, status, media type, headers and body. A
 * status, media type, header or member of a body that is not documented is as wrong as one that does not fit: whoever
 * generates a client from the document knows nothing of it.
 */
export class Conformance {
  private readonly ajv: Ajv2020;
  private readonly validators = new Map<string, ValidateFunction>();

  constructor(private readonly document: OpenAPIObject) {
    this.ajv = new Ajv2020({ allErrors: true, strict: false });
    (addFormats as unknown as (ajv: Ajv2020) => void)(this.ajv);
    this.ajv.addSchema({ $id: documentId, ...(closed(document) as OpenAPIObject) });
  }

  /** @throws Error naming the operation and what does not conform */
  check(answer: ObservedAnswer): void {
    const template = this.templateOf(answer.path);
    // Without an operation there is nothing to conform to but the problem format.
    if (!template) return this.checkUnrouted(answer);
    const operation = (
      this.document.paths[template] as Record<string, { responses: Record<string, DocumentedResponse> }>
    )[answer.method.toLowerCase()];
    if (!operation) return this.checkUnrouted(answer);
    const name = `${answer.method} ${template} → ${answer.status}`;
    const response = operation.responses[String(answer.status)];
    if (!response) throw new Error(`${name}: this status is not documented.`);
    this.checkHeaders(name, response, answer);
    this.checkBody(name, template, response, answer);
  }

  private checkUnrouted(answer: ObservedAnswer): void {
    // Files of the documentation are all that is served beside the document: a bad request for one may be 400, too.
    const expected = answer.path.startsWith('/docs/') ? [400, 404, 405] : [404, 405];
    if (!expected.includes(answer.status)) {
      throw new Error(`${answer.method} ${answer.path} → ${answer.status}: no such operation is documented.`);
    }
    this.validate('#/components/schemas/ProblemView', answer.body, `${answer.method} ${answer.path}`);
  }

  private checkHeaders(name: string, response: DocumentedResponse, answer: ObservedAnswer): void {
    const documented = new Set(Object.keys(response.headers ?? {}).map((header) => header.toLowerCase()));
    for (const header of Object.keys(answer.headers)) {
      if (!customary.has(header) && !documented.has(header))
        throw new Error(`${name}: header ${header} is not documented.`);
    }
  }

  private checkBody(name: string, template: string, response: DocumentedResponse, answer: ObservedAnswer): void {
    const mediaType = String(answer.headers['content-type'] ?? '').split(';')[0] ?? '';
    // Documented without content, as 304: then nothing is what conforms.
    if (!response.content && mediaType === '' && answer.body === undefined) return;
    const content = response.content?.[mediaType];
    if (!content) throw new Error(`${name}: media type ${mediaType || '(none)'} is not documented.`);
    if (!/json$/.test(mediaType)) return;
    const pointer = [
      'paths',
      template,
      answer.method.toLowerCase(),
      'responses',
      String(answer.status),
      'content',
      mediaType,
      'schema',
    ]
      .map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'))
      .join('/');
    this.validate(`#/${encodeURI(pointer)}`, answer.body, name);
  }

  private validate(pointer: string, body: unknown, name: string): void {
    let validate = this.validators.get(pointer);
    if (!validate) {
      validate = this.ajv.compile({ $ref: `${documentId}${pointer}` });
      this.validators.set(pointer, validate);
    }
    if (!validate(body)) throw new Error(`${name}: the body does not fit: ${this.ajv.errorsText(validate.errors)}`);
  }

  private templateOf(path: string): string | undefined {
    const segments = path.split('/');
    const matches = Object.keys(this.document.paths).filter((template) => {
      const parts = template.split('/');
      return (
        parts.length === segments.length && parts.every((part, at) => /^\{.*\}$/.test(part) || part === segments[at])
      );
    });
    // A literal segment wins over a parameter, as in the router.
    return matches.sort((a, b) => a.split('{').length - b.split('{').length)[0];
  }
}

/**
 * The same document with every object closed to members it does not name, unless it says itself what else it takes.
 * Sound as long as `allOf` only wraps a reference, which is all that the generator uses it for.
 */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== 'object' || node === null) return node;
  const members = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, closed(value)]));
  const isOpen = 'properties' in members && 'type' in members && !('additionalProperties' in members);
  return isOpen ? { ...members, additionalProperties: false } : members;
}
