import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Answer, Call } from '../setup/api.js';
import { serviceOffice } from '../setup/world.js';
import { Operation, Operations } from './call.js';
import { batchCalls } from './batch-calls.js';
import { cast, people, Who } from './cast.js';
import { directoryCalls } from './directory-calls.js';
import { exchangeCalls, lifeCalls, progressCalls } from './exchange-calls.js';
import { expectations } from './expectations.js';
import { identityCalls } from './identity-calls.js';
import { lists } from './lists.js';
import { mandateCalls } from './mandate-calls.js';
import { noticeCalls } from './notice-calls.js';
import { notificationCalls } from './notification-calls.js';
import { saidIn, secretsOf } from './secrets.js';
import { setStage, Stage, told, Told } from './stage.js';
import { Cell, cellsOf, unmatched } from './table.js';

const calls: Operations = {
  ...exchangeCalls,
  ...lifeCalls,
  ...batchCalls,
  ...mandateCalls,
  ...noticeCalls,
  ...notificationCalls,
  ...progressCalls,
  ...identityCalls,
  ...directoryCalls,
};
const cells = cellsOf(expectations);

describe('The authorization matrix', () => {
  let stage: Stage;
  let secrets: string[];
  let versions: Record<string, string>;

  beforeAll(async () => {
    stage = await setStage();
    secrets = await secretsOf(stage.world);
    versions = await stage.tables.versions();
  });
  afterAll(() => stage.world.end());

  /** The tables that were written since they were last asked, put back as they were. */
  async function written(): Promise<string[]> {
    const now = await stage.tables.versions();
    const names = Object.keys(now).filter((name) => now[name] !== versions[name]);
    if (names.length > 0) {
      await stage.tables.putBack(names);
      versions = await stage.tables.versions();
    }
    return names;
  }

  async function ask({ operation, about, who }: Cell, id: string): Promise<Told & { said: string }> {
    const [method = '', template = ''] = operation.split(' ');
    const { call, item }: Operation = calls[operation]!;
    const actor = stage.actors[who];
    const known = about === '-' ? '' : stage.resources.id(about);
    const made: Call = (await call?.({ stage, actor, id, about: known })) ?? {};
    const event = stage.resources.eventOf(id);
    const path = template.replace(/\{\w+\}/, encodeURIComponent(id)).replace('{event}', event);
    const headers = {
      'idempotency-key': randomUUID(),
      ...(actor.token !== null && { authorization: `Bearer ${actor.token}` }),
    };
    const answer: Answer = await stage.world.api.call(method, path, { ...made, headers });
    return { ...(item?.(answer, id) ?? told(answer)), said: saidIn(path, made) };
  }

  /**
   * What a refusal says that the caller did not know. It knows its own transmission where that is in the way; and who lacks
   * a scope for a transmission or notice, rather than finding none, sees it, and with it the office.
   */
  function leaked({ text, said }: Told & { said: string }, { expected, about }: Cell): string[] {
    const own = expected === '409 sequence-reused, naming it' ? stage.resources.id('tx:byA') : null;
    const office = expected === '403 mandate-missing' && /^(tx|notice):/.test(about) ? serviceOffice : null;
    const known = [own, office];
    return secrets.filter((secret) => text.includes(secret) && !said.includes(secret) && !known.includes(secret));
  }

  describe.each(rowsOf(cells))('%s', (_, row) => {
    it.each(row.map((cell) => [people[cell.who], cell.expected, cell] as const))(
      'by %s: %s',
      async (_who, expected, cell) => {
        const id = cell.about === '-' ? '' : stage.resources.id(cell.about);
        const absent = stage.resources.absent(cell.about);
        const answer = await ask(cell, id);
        const ofNone = answer.outcome === '404 not-found' ? await ask(cell, absent) : null;
        const changed = await written(); // before anything can fail: the next cell needs the tables as they were
        expect(answer.outcome).toBe(expected);
        if (expected === 'done') return;

        if (expected === '401 authentication-required') expect(answer.text).toContain('www-authenticate');
        expect(leaked(answer, cell)).toEqual([]);
        if (ofNone) expect(ofNone.text.replaceAll(absent, '(id)')).toBe(answer.text.replaceAll(id, '(id)'));
        // Conflicts are found behind the authorization, by which the manifest is used up.
        expect(changed).toEqual(/sent-by-another|sequence-reused/.test(expected) ? ['used_tokens'] : []);
      },
    );
  });

  describe.each(lists.map((list) => ({ ...list, query: list.query ?? {} })))(
    'GET $path $query',
    ({ path, kind, rows, id, query, seen }) => {
      it.each(cast.map((who) => [people[who], who] as const))(
        'holds for %s exactly what is its own',
        async (_, who: Who) => {
          const { token } = stage.actors[who];
          const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
          const { status, body } = await stage.world.api.get<Record<string, Record<string, string>[]>>(path, {
            headers,
            query,
          });
          const expected = seen[who];
          if (expected === undefined) return expect([401, 403]).toContain(status);
          const ids = body[rows]!.map((row) => row[id]!);
          expect(stage.resources.named(kind, ids)).toEqual(
            expected
              .split(' ')
              .filter(Boolean)
              .map((name) => `${kind}:${name}`)
              .sort(),
          );
        },
      );
    },
  );

  describe('is complete', () => {
    const stated = cells.map(({ operation }) => operation);
    const documented = async () =>
      (await stage.world.api.operations()).map(({ method, template }) => `${method} ${template}`);

    it('with a row and a call for every operation of the document, and for none that is gone', async () => {
      expect(unmatched(await documented(), stated)).toEqual({ unsaid: [], gone: [] });
      expect(unmatched(await documented(), Object.keys(calls))).toEqual({ unsaid: [], gone: [] });
    });

    it('no more as soon as the document has one operation more, or one less', async () => {
      const [first = '', ...others] = await documented();
      expect(unmatched([...others, first, 'POST /v1/new'], stated)).toEqual({ unsaid: ['POST /v1/new'], gone: [] });
      expect(unmatched(others, stated)).toEqual({ unsaid: [], gone: [first] });
    });

    it('with every list of the document in the table of lists, or without anybody’s own', async () => {
      const isListed = (name: string) => lists.some(({ path }) => name === `GET ${path}`);
      const pages = (await documented()).filter((name) => /^GET \/v1\/[a-z]+$/.test(name));
      expect(pages.filter((name) => !isListed(name))).toEqual(['GET /v1/offices']);
    });

    it('in every row: a column too few or a word that nobody knows is an error', () => {
      expect(() => cellsOf(`GET /v1/x | - | ${'401 '.repeat(cast.length - 1)}`)).toThrow(/columns/);
      expect(() => cellsOf(`GET /v1/x | - | ${'401 '.repeat(cast.length - 1)} 400`)).toThrow(/What is "400"/);
    });

    it('and has a refusal as well as a success for everything that needs a token', () => {
      const closed = cells.filter(
        ({ who, expected }) => who === 'nobody' && expected === '401 authentication-required',
      );
      for (const name of new Set(closed.map(({ operation }) => operation))) {
        const found = cells.filter(({ operation, expected }) => operation === name && expected === 'done');
        expect([name, found.length > 0]).toEqual([name, true]);
      }
    });
  });
});

/** The cells of each row, under what the row is about. */
function rowsOf(all: readonly Cell[]): [string, Cell[]][] {
  const rows = new Map<string, Cell[]>();
  for (const cell of all) {
    const name = `${cell.operation} about ${cell.about}`;
    rows.set(name, [...(rows.get(name) ?? []), cell]);
  }
  return [...rows];
}
