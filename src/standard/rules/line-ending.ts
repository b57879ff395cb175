import { Rule } from './rule.js';

/** Records end with LF or a lone CR instead of CRLF, which the standard does not name but the trade writes: once a file. */
export const lineEnding: Rule = {
  code: 'line-ending',
  severity: 'warning',
  source: '図表126',
};
