import { defineProblem } from '../../http/problem.js';

export const nothingDelivered = defineProblem({
  code: 'nothing-delivered',
  status: 409,
  title: { ja: 'この通知設定では送信を行いません。', en: 'Nothing is delivered by this subscription.' },
  description: {
    ja: 'フィード（atom）は取得する側が読み取ります。送信の記録があるのはwebhookとmailです。',
    en: 'A feed (atom) is fetched by its reader. Webhooks and mail are delivered.',
  },
});
