import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { OpenAPIObject } from '@nestjs/swagger';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describeApplication } from '../../src/application.js';

type Json = Record<string, unknown>;

const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

describe('The OpenAPI document', () => {
  let document: OpenAPIObject;
  let operations: { name: string; operation: Json }[];

  beforeAll(async () => {
    document = await describeApplication();
    operations = Object.entries(document.paths).flatMap(([template, methods]) =>
      Object.entries(methods as Record<string, Json>).map(([method, operation]) => ({
        name: `${method.toUpperCase()} ${template}`,
        operation,
      })),
    );
  });

  const lacking = (has: (operation: Json) => boolean): string[] =>
    operations.filter(({ operation }) => !has(operation)).map(({ name }) => name);

  it('is valid OpenAPI 3.1', async () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    const copy = JSON.parse(JSON.stringify(document)) as Parameters<Validator['validate']>[0];
    expect(await new Validator().validate(copy)).toEqual({ valid: true });
  });

  it('is the one that is committed: run `npm run openapi` where this fails', () => {
    const committed = readFileSync(join(import.meta.dirname, '../../openapi/openapi.json'), 'utf8');
    expect(partsThatDiffer(JSON.parse(committed) as OpenAPIObject, document)).toEqual([]);
    expect(committed === `${JSON.stringify(document, null, 2)}\n`).toBe(true);
  });

  it('gives every operation a summary in both languages, a known tag and an id of its own', () => {
    const tags = new Set(document.tags?.map(({ name }) => name));
    const ids = operations.map(({ operation }) => operation['operationId']);
    expect(lacking(({ summary }) => / \/ /.test(String(summary)) && japanese.test(String(summary)))).toEqual([]);
    expect(
      lacking((operation) => (operation['tags'] as string[] | undefined)?.every((tag) => tags.has(tag)) ?? false),
    ).toEqual([]);
    expect(lacking(({ operationId }) => /^[a-z][A-Za-z]+$/.test(String(operationId)))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('tells of every operation how it succeeds, how it is refused, and how it fails', () => {
    const statuses = ({ responses }: Json): string => Object.keys(responses as Json).join(' ');
    expect(lacking((operation) => /\b2\d\d\b/.test(statuses(operation)))).toEqual([]);
    expect(lacking((operation) => /\b4\d\d\b/.test(statuses(operation)))).toEqual([]);
    expect(lacking((operation) => /\b503\b/.test(statuses(operation)))).toEqual([]);
  });

  it('describes every parameter, with an example', () => {
    const bad = operations.flatMap(({ name, operation }) =>
      ((operation['parameters'] as Json[] | undefined) ?? [])
        .filter((parameter) => !parameter['description'] || !hasExample(parameter))
        .map((parameter) => `${name}: ${String(parameter['name'])}`),
    );
    expect(bad).toEqual([]);
  });

  it('describes every header of an answer, with an example', () => {
    const bad = operations.flatMap(({ name, operation }) =>
      Object.entries(operation['responses'] as Record<string, Json>).flatMap(([status, response]) =>
        Object.entries((response['headers'] ?? {}) as Record<string, Json>)
          .filter(([, header]) => !header['description'] || !hasExample(header))
          .map(([header]) => `${name} ${status}: ${header}`),
      ),
    );
    expect(bad).toEqual([]);
  });

  it('describes every answer and every body', () => {
    const bad = operations.flatMap(({ name, operation }) => [
      ...Object.entries(operation['responses'] as Record<string, Json>)
        .filter(([, { description }]) => !description)
        .map(([status]) => `${name} ${status}`),
      ...(operation['requestBody'] && !(operation['requestBody'] as Json)['content'] ? [`${name} body`] : []),
    ]);
    expect(bad).toEqual([]);
  });

  it('describes every member of every schema, with an example where it is not described elsewhere', () => {
    const bad = Object.entries((document.components?.schemas ?? {}) as Record<string, Json>).flatMap(
      ([schema, { properties }]) =>
        Object.entries((properties ?? {}) as Record<string, Json>)
          .filter(([, property]) => !refersElsewhere(property) && (!property['description'] || !hasExample(property)))
          .map(([property]) => `${schema}.${property}`),
    );
    expect(bad).toEqual([]);
  });

  it('gives examples that fit their own pattern and list', () => {
    const bad = Object.entries((document.components?.schemas ?? {}) as Record<string, Json>).flatMap(
      ([schema, { properties }]) =>
        Object.entries((properties ?? {}) as Record<string, Json>)
          .filter(
            ([, { pattern, example }]) =>
              typeof pattern === 'string' && !new RegExp(pattern, 'u').test(String(example)),
          )
          .concat(
            Object.entries((properties ?? {}) as Record<string, Json>).filter(
              ([, property]) => Array.isArray(property['enum']) && !property['enum'].includes(property['example']),
            ),
          )
          .map(([property]) => `${schema}.${property}`),
    );
    expect(bad).toEqual([]);
  });

  it('closes every JSON body, so that a misspelt member is refused and not ignored', () => {
    const open = operations.flatMap(({ operation }) => {
      const content = (
        operation['requestBody'] as { content?: Record<string, { schema: { $ref?: string } }> } | undefined
      )?.content;
      const name = content?.['application/json']?.schema.$ref?.split('/').at(-1);
      return name && (document.components?.schemas?.[name] as Json)['additionalProperties'] !== false ? [name] : [];
    });
    expect(open).toEqual([]);
  });
});

function hasExample(described: Json): boolean {
  const schema = (described['schema'] ?? {}) as Json;
  return [described, schema].some((one) => one['example'] !== undefined || one['examples'] !== undefined);
}

/** A reference, a list of them, or a closed list of values: told where it points, or by itself. */
function refersElsewhere(property: Json): boolean {
  const items = (property['items'] ?? {}) as Json;
  return [property, items].some(
    (one) =>
      one['$ref'] !== undefined ||
      one['allOf'] !== undefined ||
      one['anyOf'] !== undefined ||
      one['enum'] !== undefined,
  );
}

/** Paths and schemas that are not the same in both: a difference of two documents is too long to read. */
function partsThatDiffer(one: OpenAPIObject, other: OpenAPIObject): string[] {
  const parts = [one, other].map(
    (document) => ({ ...document.paths, ...document.components?.schemas }) as Record<string, unknown>,
  );
  const names = new Set(parts.flatMap((part) => Object.keys(part)));
  return [...names].filter((name) => JSON.stringify(parts[0]?.[name]) !== JSON.stringify(parts[1]?.[name]));
}
