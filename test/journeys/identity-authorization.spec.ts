import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DiscoveryService, MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { allowedKinds } from '../../src/http/caller.js';
import { Call, DocumentedOperation } from '../setup/api.js';
import { World } from '../setup/world.js';

/** Who may call what: said once more here, so that a change of either side shows. */
const allowed: Record<string, 'anyone' | 'operator' | 'exchange' | 'carrier' | 'everybody'> = {
  'GET /health/live': 'anyone',
  'GET /health/ready': 'anyone',
  'POST /v1/enrolments': 'anyone',
  'POST /v1/enrolments/existing': 'anyone',
  'POST /v1/oauth/token': 'anyone',
  'GET /v1/pki/ca.pem': 'anyone',
  'POST /v1/offices/import': 'operator',
  'GET /v1/pki/crl': 'anyone',
  'POST /v1/certificates': 'everybody',
  'GET /v1/certificates': 'everybody',
  'GET /v1/certificates/{thumbprint}': 'everybody',
  'GET /v1/certificates/{thumbprint}/chain.pem': 'everybody',
  'GET /v1/certificates/{thumbprint}/renewal-hint': 'everybody',
  'POST /v1/certificates/{thumbprint}/revocation': 'everybody',
  'POST /v1/clients': 'operator',
  'GET /v1/clients': 'operator',
  'GET /v1/clients/{clientId}': 'operator',
  'POST /v1/clients/{clientId}/enrolment-codes': 'operator',
  'POST /v1/clients/{clientId}/enrolment-codes/withdrawal': 'operator',
  'POST /v1/clients/{clientId}/suspension': 'operator',
  'POST /v1/clients/{clientId}/reinstatement': 'operator',
  'POST /v1/offices/master': 'operator',
  'GET /v1/offices': 'everybody',
  'POST /v1/offices/lookup': 'everybody',
  'GET /v1/offices/{officeNumber}': 'everybody',
  'PUT /v1/offices/{officeNumber}/capability': 'exchange',
  'POST /v1/checks': 'everybody',
  'POST /v1/transmissions': 'exchange',
  'GET /v1/transmissions/{id}': 'exchange',
  'GET /v1/transmissions/{id}/events': 'exchange',
  'GET /v1/transmissions/{id}/content': 'exchange',
  'POST /v1/transmissions/{id}/confirmation': 'exchange',
  'GET /v1/inbox': 'exchange',
  'GET /v1/outbox': 'exchange',
  'POST /v1/collections': 'exchange',
  'POST /v1/confirmations': 'exchange',
  'POST /v1/transmissions/{id}/hops': 'carrier',
  'POST /v1/mandates': 'exchange',
  'POST /v1/mandates/proposals': 'carrier',
  'POST /v1/mandates/acceptances': 'everybody',
  'GET /v1/mandates': 'everybody',
  'GET /v1/mandates/{id}': 'everybody',
  'POST /v1/mandates/{id}/acceptance': 'everybody',
  'POST /v1/mandates/{id}/refusal': 'everybody',
  'POST /v1/mandates/{id}/suspension': 'everybody',
  'POST /v1/mandates/{id}/resumption': 'everybody',
  'POST /v1/mandates/{id}/revocation': 'everybody',
  'GET /v1/carriers': 'everybody',
};

/** Pages for people, which touch no data. */
const undocumented = [/^(GET|HEAD) \/docs(\/|$)/];

const nameOf = ({ method, template }: DocumentedOperation): string => `${method} ${template}`;

describe('Nobody gets in who was not let in', () => {
  let world: World;
  let operations: DocumentedOperation[];

  beforeAll(async () => {
    world = await World.begin();
    operations = await world.api.operations();
  });
  afterAll(() => world.end());

  const call = ({ method, template }: DocumentedOperation, how: Call) =>
    world.api.call<Record<string, unknown>>(
      method,
      template.replaceAll(/\{\w+\}/g, '01955c2e-7c00-7000-8000-000000000002'),
      {
        ...how,
        ...(method === 'POST' && { headers: { ...how.headers, 'idempotency-key': 'k' } }),
      },
    );

  it('every operation of the document is in the table above, and none is there that is gone', () => {
    expect(operations.map(nameOf).sort()).toEqual(Object.keys(allowed).sort());
  });

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

  it('the document asks for a token exactly where one is needed', () => {
    const open = operations.filter(({ security }) => !security?.length).map(nameOf);
    expect(open.sort()).toEqual(
      Object.keys(allowed)
        .filter((name) => allowed[name] === 'anyone')
        .sort(),
    );
  });

  describe.each(Object.entries(allowed).filter(([, who]) => who !== 'anyone'))('%s', (name, who) => {
    const operation = () => operations.find((candidate) => nameOf(candidate) === name)!;

    it('is refused without a token', async () => {
      const { status, body, headers } = await call(operation(), {});
      expect(status).toBe(401);
      expect(headers['www-authenticate']).toBe('Bearer realm="careplan"');
      expect(body.type).toBe('urn:careplan:problem:authentication-required');
    });

    if (who === 'everybody') {
      it.each(['operator', 'a'] as const)('is open to %s', async (caller) => {
        const { status } = await call(operation(), { caller: world[caller] });
        expect([401, 403]).not.toContain(status);
      });
    } else {
      it(`is refused to ${who === 'operator' ? 'an office' : 'the operator'}, and open to ${who === 'operator' ? 'the operator' : 'an office'}`, async () => {
        const [other, right] = who === 'operator' ? [world.a, world.operator] : [world.operator, world.a];
        const refused = await call(operation(), { caller: other });
        expect(refused.status).toBe(403);
        expect(refused.body.type).toBe('urn:careplan:problem:not-allowed');
        expect([401, 403]).not.toContain((await call(operation(), { caller: right })).status);
      });
    }
  });

  it('nothing was changed by all those refusals', async () => {
    const counts = await world.gateway.database.query<object[]>(
      `SELECT (SELECT count(*)::int FROM transmissions) AS transmissions, (SELECT count(*)::int FROM clients) AS clients,
              (SELECT count(*)::int FROM offices) AS offices, (SELECT count(*)::int FROM idempotency_records) AS keys`,
    );
    expect(counts).toEqual([{ transmissions: 0, clients: 3, offices: 2, keys: 2 }]);
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
