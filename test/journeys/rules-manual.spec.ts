import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RULE_CODES } from '../../src/standard/findings.js';
import { sampleUnit, withText, World } from '../setup/world.js';

describe('GET /docs/rules: the manual of the rules, as a page', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin();
  });
  afterAll(() => world.end());

  /** Reads the whole page: a body left unread would keep its connection, and the gateway from closing. */
  async function open(query = '', headers: Record<string, string> = {}) {
    const answer = await fetch(`${world.gateway.url}/docs/rules${query}`, { headers });
    return { status: answer.status, headers: answer.headers, page: await answer.text() };
  }

  it('is open to everybody, without a token', async () => {
    const answer = await open();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.page).toMatch(/^<!doctype html>\n<html lang="ja">/);
  });

  it('has a section for every rule, at an id of its code', async () => {
    for (const language of ['ja', 'en']) {
      const { page } = await open(`?lang=${language}`);
      const ids = [...page.matchAll(/<h3 id="([^"]+)"><code>([^<]+)<\/code>/g)];
      expect(ids.map(([, id]) => id).sort()).toEqual([...RULE_CODES].sort());
      expect(ids.filter(([, id, code]) => id !== code)).toEqual([]);
    }
  });

  it('explains what a finding refuses: its rule is the anchor', async () => {
    const files = withText(sampleUnit('applicable/202407/2-use-slip'), 'UPPLAN', '20250407', '20250230');
    const parts = files.map(({ name, bytes }) => ({ name: 'file', content: bytes, fileName: name }));
    const { body } = await world.api.post<{ findings: { rule: string }[] }>('/v1/checks', { caller: world.a, parts });
    expect((await open()).page).toContain(`<h3 id="${body.findings[0]?.rule}">`);
  });

  it.each([
    ['', 'ja', 'ja'],
    ['', 'en-GB, ja;q=0.5', 'en'],
    ['', 'fr', 'ja'],
    ['?lang=en', 'ja', 'en'],
    ['?lang=ja', 'en', 'ja'],
    ['?lang=fr', 'en', 'en'],
    ['?lang=ja&lang=en', 'en', 'en'],
    ['?lang=%3Cscript%3E', 'ja', 'ja'],
  ])('asked for with “%s” by a reader of %s is in %s', async (query, acceptLanguage, language) => {
    const answer = await open(query, { 'accept-language': acceptLanguage });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-language')).toBe(language);
    expect(answer.headers.get('vary')).toBe('Accept-Language');
    expect(answer.page).toContain(`<html lang="${language}">`);
  });

  it('links to itself in the other language', async () => {
    expect((await open('?lang=ja')).page).toContain('<a href="?lang=en">English</a>');
    expect((await open('?lang=en')).page).toContain('<a href="?lang=ja">日本語</a>');
  });

  it('loads nothing and runs nothing, and says so: only its own style is allowed', async () => {
    const { page, headers } = await open();
    const style = /<style>([^]*?)<\/style>/.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    const policy = headers.get('content-security-policy');

    expect(policy).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(page).not.toMatch(/<script|<link|<img|<iframe| style=| on[a-z]+=|https?:\/\//);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('leads nowhere else: every link is a rule of the page or the page itself', async () => {
    const { page } = await open();
    const targets = [...page.matchAll(/href="([^"]*)"/g)].map(([, target]) => target ?? '');
    const known = new Set(['?lang=en', ...RULE_CODES.map((code) => `#${code}`)]);
    expect(targets.filter((target) => !known.has(target))).toEqual([]);
  });

  it('is sent again only when it has changed', async () => {
    const first = await open();
    const etag = first.headers.get('etag') ?? '';
    expect(first.headers.get('cache-control')).toBe('no-cache');
    expect(etag).toMatch(/^"[\w-]{43}"$/);

    for (const known of [etag, `"other", W/${etag}`, '*']) {
      const again = await open('', { 'if-none-match': known });
      expect([again.status, again.page, again.headers.get('etag')]).toEqual([304, '', etag]);
    }
    expect((await open('', { 'if-none-match': '"other"' })).status).toBe(200);
    expect((await open('?lang=en', { 'if-none-match': etag })).status).toBe(200);
  });

  it('answers HEAD with the headers alone', async () => {
    const answer = await fetch(`${world.gateway.url}/docs/rules`, { method: 'HEAD' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(answer.headers.get('etag')).toMatch(/^"/);
  });

  it.each([
    ['GET', '/docs/rules/'],
    ['GET', '/docs/rules/required'],
    ['GET', '/docs/rules.md'],
    ['GET', '/docs/Rules'],
    ['POST', '/docs/rules'],
    ['DELETE', '/docs/rules'],
  ])('is the only thing there: %s %s names nothing', async (method, path) => {
    const { status, body } = await world.api.call<{ type: string }>(method, path, {});
    expect([status, body.type]).toEqual([404, 'urn:careplan:problem:not-found']);
  });

  it('leaves the pages of the API as they were', async () => {
    for (const path of ['/docs', '/docs/openapi.json', '/docs/swagger-ui.css']) {
      const answer = await fetch(`${world.gateway.url}${path}`);
      expect([answer.status, (await answer.text()).length > 0]).toEqual([200, true]);
    }
    const document = (await (await fetch(`${world.gateway.url}/docs/openapi.json`)).json()) as { paths: object };
    expect(Object.keys(document.paths)).not.toContain('/docs/rules');
  });

  it('leaves no access record: it touches no data of any office', async () => {
    const recorded = () => world.gateway.database.query('SELECT count(*)::int FROM access_records');
    const before: unknown = await recorded();
    await open();
    expect(await recorded()).toEqual(before);
  });
});
