import { Rule } from './rule.js';

/** Attachments (PDF, JPEG, PNG) travel with a unit but are no forms. The type rule also judges the image of UPKIHON. */
const source = '第4章 図表133 観点2; 標準仕様, 家族構成 画像ファイル (JPEG)';

export const attachmentName: Rule = { code: 'attachment-name', severity: 'error', source };
export const attachmentType: Rule = { code: 'attachment-type', severity: 'error', source };
export const attachmentSize: Rule = { code: 'attachment-size', severity: 'error', source };
export const attachmentActive: Rule = { code: 'attachment-active', severity: 'error', source };
