import { beforeAll, describe, expect, it } from '@jest/globals';
import { OpenAPIObject } from '@nestjs/swagger';
import { describeApplication } from '../../src/application.js';
import { problemCatalogue, problemType } from '../../src/http/problem.js';

interface ProblemExample {
  readonly operation: string;
  readonly code: string;
  /** The status under which the operation documents it. */
  readonly documentedStatus: number;
  readonly value: Record<string, unknown>;
}

function examplesOf(document: OpenAPIObject): ProblemExample[] {
  type Documented = {
    responses: Record<string, { content?: Record<string, { examples?: Record<string, { value: object }> }> }>;
  };
  return Object.entries(document.paths).flatMap(([template, methods]) =>
    Object.entries(methods as Record<string, Documented>).flatMap(([method, { responses }]) =>
      Object.entries(responses).flatMap(([status, { content }]) =>
        Object.entries(content?.['application/problem+json']?.examples ?? {}).map(([code, { value }]) => ({
          operation: `${method.toUpperCase()} ${template}`,
          code,
          documentedStatus: Number(status),
          value: value as Record<string, unknown>,
        })),
      ),
    ),
  );
}

describe('The catalogue of problems and the document say the same:', () => {
  let examples: ProblemExample[];

  beforeAll(async () => {
    examples = examplesOf(await describeApplication());
  });

  it('there are problems at all, and every operation has some', () => {
    expect(problemCatalogue().length).toBeGreaterThan(25);
    expect(new Set(examples.map(({ operation }) => operation)).size).toBeGreaterThan(15);
  });

  it('every problem is documented where it can be met', () => {
    const documented = new Set(examples.map(({ code }) => code));
    expect(
      problemCatalogue()
        .map(({ code }) => code)
        .filter((code) => !documented.has(code)),
    ).toEqual([]);
  });

  it('every documented problem exists, with that type and that status', () => {
    const known = new Map(problemCatalogue().map((definition) => [problemType(definition.code), definition]));
    for (const { operation, code, documentedStatus, value } of examples) {
      const definition = known.get(String(value['type']));
      expect([operation, definition?.code]).toEqual([operation, code]);
      expect([operation, code, definition?.status]).toEqual([operation, code, documentedStatus]);
      expect(value['status']).toBe(documentedStatus);
    }
  });

  it('every problem is a refusal or a fault, never a success', () => {
    const others = problemCatalogue().filter(({ status }) => !(status >= 400 && status < 600));
    expect(others).toEqual([]);
  });

  it('every problem has a code of small letters and hyphens, which never changes', () => {
    expect(problemCatalogue().filter(({ code }) => !/^[a-z]+(-[a-z]+)*$/.test(code))).toEqual([]);
  });

  it('every problem is told in Japanese and in English, each in its own script', () => {
    for (const { code, title, description } of problemCatalogue()) {
      for (const { ja, en } of [title, description]) {
        expect([code, /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(ja)]).toEqual([code, true]);
        expect([code, /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(en)]).toEqual([code, false]);
        expect([code, en.trim().length > 10]).toEqual([code, true]);
      }
    }
  });
});
