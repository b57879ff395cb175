import { Rule } from './rule.js';

/** 案①: a zip in which files are sent together cannot be taken. */
export const archive: Rule = {
  code: 'archive',
  severity: 'error',
  source: '第4章 図表133 (案①)',
};
