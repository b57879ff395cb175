import { TextDecoder } from 'node:util';
import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { OpenAPIObject } from '@nestjs/swagger';
import { FastifyInstance, FastifyRequest } from 'fastify';
import { requestInvalid, unsupportedMediaType } from './http.problems.js';

/** JSON is UTF-8 (RFC 8259 section 8.1). Other bytes are refused, not replaced: a name in Shift_JIS would be mojibake. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

export function readJsonStrictly(app: NestFastifyApplication, bodyLimit: number): void {
  const parse = app.getHttpAdapter().getInstance().getDefaultJsonParser('error', 'error');
  app.useBodyParser('application/json', { bodyLimit }, (request, body: Buffer, done) => {
    let text: string;
    try {
      text = utf8.decode(body);
    } catch (cause) {
      done(requestInvalid({ cause }));
      return;
    }
    void parse(request as FastifyRequest, text, done);
  });
}

/**
 * A CSV body is handed over as the stream it is, where the document names it: whoever reads it keeps its bounds, and drains
 * what it does not read.
 */
export function streamCsv(fastify: FastifyInstance, document: OpenAPIObject): void {
  const taken = mediaTypesByRoute(document);
  fastify.addContentTypeParser('text/csv', (request, payload, done) => {
    if (taken.get(routeOf(request))?.includes('text/csv')) done(null, payload);
    else done(unsupportedMediaType());
  });
}

/** Takes a body only in a content type that the document names for the operation, and in no content coding. */
export function refuseOtherMediaTypes(fastify: FastifyInstance, document: OpenAPIObject): void {
  const taken = mediaTypesByRoute(document);
  fastify.addHook('onRequest', async (request) => {
    const { 'content-type': contentType, 'content-encoding': coding } = request.headers;
    const mediaTypes = taken.get(routeOf(request));
    if (!mediaTypes || contentType === undefined) return;
    const mediaType = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
    if (!mediaTypes.includes(mediaType) || (coding ?? 'identity') !== 'identity') throw unsupportedMediaType();
  });
}

const routeOf = ({ method, routeOptions }: FastifyRequest): string => `${method} ${routeOptions.url ?? ''}`;

function mediaTypesByRoute(document: OpenAPIObject): Map<string, string[]> {
  const routes = new Map<string, string[]>();
  for (const [template, operations] of Object.entries(document.paths)) {
    for (const method of ['post', 'put'] as const) {
      const { requestBody } = operations[method] ?? {};
      if (!requestBody || !('content' in requestBody)) continue;
      const route = `${method.toUpperCase()} ${template.replaceAll(/\{(\w+)\}/g, ':$1')}`;
      routes.set(route, Object.keys(requestBody.content));
    }
  }
  return routes;
}
