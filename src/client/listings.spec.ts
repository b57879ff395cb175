import { beforeAll, describe, expect, test } from '@jest/globals';
import { ListedTransmission, TransmissionPage } from './answers.js';
import { inbox, inboxPages, inImportOrder, outbox } from './listings.js';
import { clientOf, makeParties, Parties } from './parties.fixture.js';
import { answer, scriptedFetch, withTokens } from './scripted-fetch.fixture.js';

let parties: Parties;

beforeAll(async () => {
  parties = await makeParties();
});

const row = (id: string) => ({ id }) as ListedTransmission;

function clientWith(pages: Record<string, TransmissionPage>) {
  const { fetch, requests } = scriptedFetch(
    withTokens(({ path }) => answer(pages[new URL(path, 'http://x').searchParams.get('cursor') ?? ''])),
  );
  const gets = () => requests.filter(({ method }) => method === 'GET');
  const listed = () => gets().map(({ path }) => path);
  const preferred = () => gets().map(({ headers }) => headers.get('prefer'));
  return { client: clientOf(parties.destination, { fetch }), listed, preferred };
}

const pages = {
  '': { transmissions: [row('1'), row('2')], next: 'c1', more: true },
  c1: { transmissions: [row('3')], next: 'c2', more: false },
};

describe('a listing', () => {
  test('reads on from cursor to cursor as long as there is more', async () => {
    const { client, listed } = clientWith(pages);
    const ids: string[] = [];
    for await (const { id } of inbox(client)) ids.push(id);
    expect(ids).toEqual(['1', '2', '3']);
    expect(listed()).toEqual(['/v1/inbox?limit=500', '/v1/inbox?cursor=c1&limit=500']);
  });

  test('is narrowed to what it is asked for, and waits on its first page only', async () => {
    const { client, listed, preferred } = clientWith(pages);
    const wanted = { unread: true, order: 'sequence', deletion: false, personsMin: 2, waitSeconds: 30 } as const;
    for await (const { id } of inbox(client, wanted)) expect(id).toBeDefined();
    expect(listed()[0]).toBe('/v1/inbox?unread=true&order=sequence&personsMin=2&deletion=false&limit=500');
    expect(preferred()).toEqual(['wait=30', null]);
  });

  test('goes on from a cursor kept from earlier, and tells where to go on next', async () => {
    const { client } = clientWith(pages);
    for await (const { next } of inboxPages(client, { cursor: 'c1' })) expect(next).toBe('c2');
  });

  test('asks for no page that nobody reads', async () => {
    const { client, listed } = clientWith(pages);
    for await (const { id } of inbox(client)) if (id === '1') break;
    expect(listed()).toHaveLength(1);
  });

  test('passes its filter on', async () => {
    const { client, listed } = clientWith({ '': { transmissions: [], next: 'c', more: false } });
    const filter = { states: ['available', 'collected'] as const, month: '202504', limit: 10 };
    for await (const _ of inbox(client, { ...filter, sender: '1371215102' })) expect(_).toBeUndefined();
    for await (const _ of outbox(client, { destination: '1371215102', kind: 'plan', offices: ['A', 'B'] }))
      expect(_).toBeUndefined();
    expect(listed()).toEqual([
      '/v1/inbox?state=available&state=collected&sender=1371215102&month=202504&limit=10',
      '/v1/outbox?office=A&office=B&destination=1371215102&kind=plan&limit=500',
    ]);
  });
});

describe('the order of import', () => {
  test('is the ascending sequence, and of equal ones the arrival', () => {
    const listed = (sequence: string, availableAt: string) =>
      ({ unit: { sequence }, availableAt }) as ListedTransmission;
    const late = listed('20250325100100', '2026-11-22T02:00:00.000Z');
    const early = listed('20250325100100', '2026-11-22T01:00:00.000Z');
    const first = listed('20250325100000', '2026-11-22T03:00:00.000Z');
    expect(inImportOrder([late, early, first])).toEqual([first, early, late]);
  });
});
