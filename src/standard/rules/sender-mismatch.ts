import { Rule } from './rule.js';

/** The sender in the names is not the office that the caller sends for. */
export const senderMismatch: Rule = {
  code: 'sender-mismatch',
  severity: 'error',
  source: '付8 4-1',
};
