import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Marked, RendererObject } from 'marked';
import { Language, languageOf } from '../http/language.js';
import { manualIn } from '../standard/manual/manual-documents.js';
import { MANUAL_WORDS } from '../standard/manual/manual-words.js';
import { PAGE_STYLE } from './rules-page-style.js';

interface Page {
  readonly html: string;
  readonly etag: string;
}

/** The page holds a text and its style: nothing else is loaded, nothing runs, and nobody may put it in a frame. */
const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(PAGE_STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Serves the manual of the rules, `/docs/rules`, beside the pages of the API: open to everybody like those, since it
 * tells nothing of any office. A route of Fastify and no operation of the API: the document does not name it.
 */
export function serveRulesPage(fastify: FastifyInstance): void {
  const pages = new Map<Language, Page>();
  fastify.route({
    method: ['GET', 'HEAD'],
    url: '/docs/rules',
    handler: (request, reply) => {
      const language = languageAskedFor(request);
      const page = pages.get(language) ?? renderPage(language);
      pages.set(language, page);
      return answer(page, language, request, reply);
    },
  });
}

/** `?lang=ja` or `?lang=en`, as the link on the page has it; else as Accept-Language says. */
function languageAskedFor(request: FastifyRequest): Language {
  const { lang } = request.query as { lang?: unknown };
  return lang === 'ja' || lang === 'en' ? lang : languageOf(request.raw);
}

function answer({ html, etag }: Page, language: Language, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply
    .header('content-language', language)
    .header('vary', 'Accept-Language')
    // A new release may have new rules: kept, but asked about before each use.
    .header('cache-control', 'no-cache')
    .header('etag', etag)
    .header('content-security-policy', contentSecurityPolicy)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer');
  if (isKnown(etag, request.headers['if-none-match'])) return reply.status(304).send();
  return reply.type('text/html; charset=utf-8').send(html);
}

/** RFC 9110 section 13.1.2; weak comparison. */
function isKnown(etag: string, ifNoneMatch: string | undefined): boolean {
  const known = (ifNoneMatch ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''));
  return known.includes(etag) || known.includes('*');
}

/** A heading bears the id of the anchor in it, so that a link to a rule marks its title. */
const renderer: RendererObject = {
  heading({ tokens, depth }) {
    const text = this.parser.parseInline(tokens);
    const [anchor, id] = /^<a id="([a-z-]+)"><\/a>/.exec(text) ?? [''];
    return `<h${depth}${id === undefined ? '' : ` id="${id}"`}>${text.slice(anchor.length)}</h${depth}>\n`;
  },
};

function renderPage(language: Language): Page {
  const body = new Marked({ renderer }).parse(
    manualIn(language, (other) => `?lang=${other}`),
    { async: false },
  );
  const html = [
    '<!doctype html>',
    `<html lang="${language}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${MANUAL_WORDS[language].title}</title>`,
    `<style>${PAGE_STYLE}</style>`,
    '</head>',
    `<body><main>\n${body}</main></body>`,
    '</html>',
    '',
  ].join('\n');
  return { html, etag: `"${createHash('sha256').update(html).digest('base64url')}"` };
}
