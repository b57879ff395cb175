import { defineProblem } from '../../http/problem.js';

export const subscriptionLimit = defineProblem({
  code: 'subscription-limit',
  status: 409,
  title: { ja: '通知設定の数が上限に達しています。', en: 'You have as many subscriptions as you may.' },
  description: {
    ja: '使わない通知設定を削除してください（limitが上限の数）。1つの通知設定で全事業所・全種類の通知を受けられます。',
    en: 'Delete one that is not used; limit says how many there may be. One can be for all offices and kinds.',
  },
});

export const channelNotOffered = defineProblem({
  code: 'channel-not-offered',
  status: 422,
  title: { ja: 'この方法の通知は提供していません。', en: 'People are not told in this way here.' },
  description: {
    ja: '他の方法（webhook、mail、atom）を選ぶか、GET /v1/eventsを利用してください。',
    en: 'Choose another channel (webhook, mail, atom), or read GET /v1/events.',
  },
});

export const noSecret = defineProblem({
  code: 'no-secret',
  status: 409,
  title: { ja: 'この通知設定には秘密の値がありません。', en: 'This subscription has no secret.' },
  description: {
    ja: '秘密の値があるのはwebhookとatomです。',
    en: 'Webhooks and feeds (atom) have one.',
  },
});
