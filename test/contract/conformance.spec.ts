import { OpenAPIObject } from '@nestjs/swagger';
import { describe, expect, it } from '@jest/globals';
import { Conformance, ObservedAnswer } from '../setup/conformance.js';

const document = {
  openapi: '3.1.0',
  info: { title: 'One operation', version: '1' },
  paths: {
    '/things/{id}': {
      get: {
        responses: {
          '200': {
            description: 'A thing',
            headers: { ETag: { schema: { type: 'string' } } },
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
          },
          '304': { description: 'As before' },
        },
      },
    },
  },
  components: {
    schemas: {
      Thing: {
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string' },
          size: { allOf: [{ $ref: '#/components/schemas/Size' }] },
          data: { type: 'object', additionalProperties: true },
        },
      },
      Size: { type: 'object', properties: { bytes: { type: 'integer' } } },
    },
  },
} as unknown as OpenAPIObject;

const fitting: ObservedAnswer = {
  method: 'GET',
  path: '/things/1',
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8', etag: '"1"' },
  body: { name: 'a', size: { bytes: 1 }, data: { whatever: true } },
};

describe('The check that holds every answer of a journey against the document', () => {
  const conformance = new Conformance(document);

  it('lets an answer pass that fits', () => expect(() => conformance.check(fitting)).not.toThrow());

  it('lets an answer without a body pass where none is documented', () =>
    expect(() => conformance.check({ ...fitting, status: 304, headers: {}, body: undefined })).not.toThrow());

  it.each<[string, Partial<ObservedAnswer>, RegExp]>([
    ['a body where none is documented', { status: 304, headers: { 'content-type': 'application/json' } }, /media type/],
    ['no body where one is documented', { headers: {}, body: undefined }, /media type \(none\)/],
    ['an undocumented operation', { path: '/others' }, /no such operation/],
    ['an undocumented status', { status: 201 }, /status is not documented/],
    ['an undocumented header', { headers: { ...fitting.headers, 'x-new': '1' } }, /header x-new is not documented/],
    ['an undocumented media type', { headers: { 'content-type': 'text/plain' } }, /media type text\/plain/],
    ['a member of the wrong type', { body: { name: 1 } }, /name must be string/],
    ['a missing member', { body: {} }, /required property 'name'/],
    ['an undocumented member', { body: { name: 'a', colour: 'red' } }, /additional properties/],
    ['an undocumented member further in', { body: { name: 'a', size: { metres: 1 } } }, /additional properties/],
  ])('refuses %s', (_, change, fault) => {
    expect(() => conformance.check({ ...fitting, ...change })).toThrow(fault);
  });
});
