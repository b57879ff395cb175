import { Rule } from './rule.js';

/** Records end with LF or a lone CR instead of CRLF: once a file. */
export const lineEnding: Rule = {
  code: 'line-ending',
  severity: 'warning',
  source: 'The trade writes CRLF; the standard names no record end (図表126)',
};
