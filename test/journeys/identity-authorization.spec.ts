import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DiscoveryService, MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { allowedKinds } from '../../src/http/caller.js';
import { expectations } from '../authorization/expectations.js';
import { cellsOf } from '../authorization/table.js';
import { DocumentedOperation } from '../setup/api.js';
import { World } from '../setup/world.js';

/** Pages for people, which touch no data. */
const undocumented = [/^(GET|HEAD) \/docs(\/|$)/];

const nameOf = ({ method, template }: DocumentedOperation): string => `${method} ${template}`;

/** That there is no way in beside the operations of the document; who gets what by those is in test/authorization. */
describe('Nobody gets in who was not let in', () => {
  let world: World;
  let operations: DocumentedOperation[];

  beforeAll(async () => {
    world = await World.begin();
    operations = await world.api.operations();
  });
  afterAll(() => world.end());

  it('every route is documented, but for the pages of the documentation itself', () => {
    const routes = world.gateway.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
    const found = routesOf(routes).filter((route) => !undocumented.some((pattern) => pattern.test(route)));
    const documented = operations.map((operation) => nameOf(operation).replaceAll(/\{(\w+)\}/g, ':$1'));
    expect(found.sort()).toEqual(documented.sort());
  });

  it('every handler declares who may call it', () => {
    const discovery = new DiscoveryService(world.gateway.app.get(ModulesContainer));
    const reflector = world.gateway.app.get(Reflector);
    const scanner = new MetadataScanner();
    const handlers = discovery.getControllers().flatMap(({ instance, metatype }) => {
      const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
      return scanner
        .getAllMethodNames(prototype)
        .filter((name) => Reflect.hasMetadata('path', prototype[name]!))
        .map((name) => ({
          name: `${metatype?.name}.${name}`,
          declares: reflector.get<unknown>(allowedKinds, prototype[name]!),
        }));
    });
    expect(handlers).toHaveLength(operations.length);
    expect(handlers.filter(({ declares }) => declares === undefined)).toEqual([]);
  });

  it('the document asks for a token exactly where the matrix says that there is no way without one', () => {
    const closed = cellsOf(expectations).filter(
      ({ who, expected }) => who === 'nobody' && expected === '401 authentication-required',
    );
    expect(
      operations
        .filter(({ security }) => security?.length)
        .map(nameOf)
        .sort(),
    ).toEqual([...new Set(closed.map(({ operation }) => operation))].sort());
  });
});

/** Reads "METHOD /path" out of Fastify's own print of its router. */
function routesOf(print: string): string[] {
  const path: string[] = [];
  return print.split('\n').flatMap((line) => {
    const match = /^([│ ├└─]*)(\S.*?)(?: \(([A-Z, ]+)\))?$/.exec(line);
    if (!match) return [];
    const depth = match[1]!.length / 4;
    path.splice(depth - 1, path.length, match[2]!);
    return (match[3]?.split(', ') ?? []).map((method) => `${method} ${path.join('')}`);
  });
}
