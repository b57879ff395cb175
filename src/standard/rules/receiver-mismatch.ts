import { Rule } from './rule.js';

/** The receiver in the names is not the destination that the caller gave. */
export const receiverMismatch: Rule = {
  code: 'receiver-mismatch',
  severity: 'error',
  source: '付8 4-1',
};
