import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Call, DocumentedOperation } from '../setup/api.js';
import { World } from '../setup/world.js';

/** Texts that break things: not storable, not encodable, or with a meaning to some layer below. */
const nastyTexts = [
  '',
  '\ud800',
  '\u202e',
  '%00',
  '%zz',
  "'; DROP TABLE clients; --",
  '../../etc/passwd',
  '__proto__',
  'constructor',
  '9'.repeat(400),
  '01955c2e-7c00-7000-8000-000000000002',
  '1370000011',
  '"key"',
  'あ'.repeat(70),
];

const text = fc.oneof(
  fc.constantFrom('\0', 'use\0slip'),
  fc.constantFrom(...nastyTexts),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.base64String(),
);
const anyJson = fc.oneof(text, fc.jsonValue(), fc.constant(null), fc.integer(), fc.double());

/** Members that operations really take, so that a run gets past the first check now and then. */
const members = [
  'code',
  'certificationRequest',
  'kind',
  'name',
  'officeNumber',
  'offices',
  'statement',
  'grant_type',
  'client_assertion_type',
  'client_assertion',
  'toString',
];
const nearlyValid = [
  { kind: 'office', name: 'A', officeNumber: '1371215102' },
  { kind: 'relay', name: 'B' },
  {
    code: 'AAAAA',
    certificationRequest: '-----BEGIN CERTIFICATE REQUEST-----\nMIH\n-----END CERTIFICATE REQUEST-----\n',
  },
  { offices: [{ number: '1371215102', name: 'A事業所', serviceTypes: ['43'] }] },
  { statement: 'eyJhbGciOiJFUzI1NiJ9.e30.AAAA' },
];
const object = fc.oneof(
  fc.dictionary(fc.constantFrom(...members), anyJson, { maxKeys: 4 }),
  fc
    .tuple(fc.constantFrom(...nearlyValid), fc.dictionary(fc.constantFrom(...members), anyJson, { maxKeys: 1 }))
    .map(([valid, change]) => ({ ...valid, ...change })),
);

const mediaTypes = [
  'application/json',
  'application/json; charset=utf-16',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'text/plain',
  'application/xml',
  'garbage',
  ';',
];
const multipart = '--x\r\ncontent-disposition: form-data; name="file"; filename="A.CSV"\r\n\r\nabc\r\n--x--\r\n';
const body = fc.record({
  type: fc.constantFrom(...mediaTypes),
  content: fc.oneof(
    object.map((value) => JSON.stringify(value)),
    fc.json(),
    text,
    fc.constantFrom(multipart, multipart.slice(0, 60), '{', '[', '{"__proto__":{}}', '{"constructor":{"prototype":1}}'),
    fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
  ),
});

/** Filters take any text, so one alone gets through to the database; several rarely do. */
const query = fc.oneof(
  fc.record({ kind: text }),
  fc.record({ form: text }),
  fc.dictionary(
    fc.constantFrom('cursor', 'limit', 'kind', 'form', 'month', 'sender', 'destination', 'state', 'x', '__proto__'),
    fc.oneof(text, fc.integer(), fc.array(text, { maxLength: 3 })),
    { maxKeys: 3 },
  ),
);

/** Node refuses to send other characters in a header. */
const headerText = fc.oneof(
  fc.constantFrom(
    'en',
    '*',
    'fr, en;q=0.5',
    ';;;',
    '"',
    '"a b"',
    'W/"1"',
    'bytes=0-1',
    'respond-async',
    '9'.repeat(300),
  ),
  fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)), maxLength: 30 }),
);
const headers = fc.dictionary(
  fc.constantFrom(
    'accept',
    'accept-language',
    'idempotency-key',
    'prefer',
    'if-none-match',
    'range',
    'content-encoding',
  ),
  headerText,
  { maxKeys: 4 },
);

const caller = fc.constantFrom<'nobody' | 'operator' | 'a' | 'k'>('nobody', 'operator', 'operator', 'a', 'k');

/** A lone surrogate cannot be written into a URL at all. */
function wellFormed(value: string): string {
  return Buffer.from(value).toString('utf8');
}

describe('Whatever is sent to any operation', () => {
  let world: World;
  let operations: DocumentedOperation[];

  beforeAll(async () => {
    world = await World.begin();
    operations = await world.api.operations();
  });
  afterAll(() => world.end());

  function pathOf(template: string, value: string): string {
    return template.replaceAll(/\{\w+\}/g, encodeURIComponent(wellFormed(value)) || 'x');
  }

  const runsPerOperation = 12;

  it('is answered as documented, and never with a fault of the gateway', async () => {
    for (const operation of operations) {
      await fc.assert(
        fc.asyncProperty(text, caller, headers, query, body, async (id, who, sentHeaders, sentQuery, sentBody) => {
          const { status } = await world.api.call(operation.method, pathOf(operation.template, id), {
            ...(who !== 'nobody' && { caller: world[who] }),
            headers: sentHeaders,
            query: JSON.parse(wellFormed(JSON.stringify(sentQuery))) as NonNullable<Call['query']>,
            ...(operation.method === 'POST' && { body: sentBody }),
          });
          expect({ operation: operation.operationId, fault: status >= 500 }).toMatchObject({ fault: false });
        }),
        { numRuns: runsPerOperation, seed: 20261122 },
      );
    }
  });
});
