import { applyDecorators, CallHandler, ExecutionContext, NestInterceptor, UseInterceptors } from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';
import { FastifyReply, FastifyRequest } from 'fastify';
import { map, Observable } from 'rxjs';
import { sha256Base64url } from '../sealing/digest.js';

const exampleTag = '"y6BUh0PTzoVBWYCEHJ2Jrl0zWvRqU-oQnXBrFHWqDGM"';

/** The strong entity tag of a JSON answer (RFC 9110 section 8.8.3): the same tag, the same bytes. */
export function entityTagOf(body: unknown): string {
  return tagOfText(JSON.stringify(body));
}

/**
 * The weak entity tag (RFC 9110 section 8.8.1) of what matters in an answer, whose other parts may change while it stays
 * as good.
 */
export function weakEntityTagOf(essence: unknown): string {
  return `W/${entityTagOf(essence)}`;
}

/** Whether If-Match holds (RFC 9110 section 13.1.1): `*`, or one of the list by strong comparison. */
export function matchesStrongly(header: string, tag: string): boolean {
  return header.trim() === '*' || tagsIn(header).includes(tag);
}

/** Whether If-None-Match names what the caller has (RFC 9110 section 13.1.2): `*`, or one of the list by weak comparison. */
export function matchesWeakly(header: string, tag: string): boolean {
  const opaque = (one: string): string => one.replace(/^W\//, '');
  return header.trim() === '*' || tagsIn(header).some((one) => opaque(one) === opaque(tag));
}

/** Of a list that is malformed, what is well formed in it: the rest matches nothing. */
function tagsIn(header: string): string[] {
  return header.match(/(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g) ?? [];
}

function tagOfText(text: string): string {
  return `"${sha256Base64url(text)}"`;
}

/** For the headers of a 200 answer that carries a tag. */
export const entityTagHeader = {
  ETag: {
    description: 'Changes with the answer (RFC 9110) / 内容が変わると変わる値',
    schema: { type: 'string' as const },
    example: exampleTag,
  },
};

type HeaderDocumentation = Record<string, { description: string; schema: { type: 'string' }; example: string }>;

/**
 * Lets a GET be asked again for nothing: the answer carries an ETag, and 304 without a body is the answer to a caller
 * that has it already. Put entityTagHeader into the headers of its 200.
 * @param headers of the 304, where the operation sets others
 * @param essenceOf what of the answer the tag is of, where not everything matters: the tag is then a weak one
 */
export function Conditional<Body = unknown>(
  headers: HeaderDocumentation = {},
  essenceOf?: (body: Body) => unknown,
): MethodDecorator {
  return applyDecorators(
    UseInterceptors(new ConditionalAnswer(essenceOf as ((body: unknown) => unknown) | undefined)),
    ApiHeader({
      name: 'If-None-Match',
      required: false,
      description: 'ETag of the answer that the caller has / 取得済みの応答のETag',
      schema: { type: 'string' },
      example: exampleTag,
    }),
    ApiResponse({
      status: 304,
      description: 'As the caller has it / 変更なし',
      headers: { ...entityTagHeader, ...headers },
    }),
  );
}

class ConditionalAnswer implements NestInterceptor {
  constructor(private readonly essenceOf: ((body: unknown) => unknown) | undefined) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<string | undefined> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((body: unknown) => {
        // The very text that the tag is of, so that no second writing of it can differ.
        const text = JSON.stringify(body);
        const tag = this.essenceOf ? weakEntityTagOf(this.essenceOf(body)) : tagOfText(text);
        return tagged(text, tag, request, reply);
      }),
    );
  }
}

function tagged(text: string, tag: string, request: FastifyRequest, reply: FastifyReply): string | undefined {
  // It may be kept by its caller, and asked about each time (RFC 9111 section 5.2.2).
  void reply.header('etag', tag).header('cache-control', 'private, no-cache');
  if (matchesWeakly(request.headers['if-none-match'] ?? '', tag)) {
    void reply.status(304);
    return undefined;
  }
  void reply.header('content-type', 'application/json; charset=utf-8');
  return text;
}
