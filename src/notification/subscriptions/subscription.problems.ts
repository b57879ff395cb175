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

export const secretUnreadable = defineProblem({
  code: 'secret-unreadable',
  status: 409,
  title: {
    ja: 'この通知設定の秘密の値は読み出せません。',
    en: 'The secret of this subscription cannot be read any more.',
  },
  description: {
    ja: 'サーバーの暗号鍵が変更されました。POST …/secretで更新してください。更新までwebhookは送信されず、未送信の通知は保持されます。',
    en: 'The gateway’s own key is another one since. Renew the secret (POST …/secret); until then no webhook is sent, and what is due waits.',
  },
});

export const webhookAddressRefused = defineProblem({
  code: 'webhook-address-refused',
  status: 422,
  title: { ja: 'このURLには送信できません。', en: 'Nothing can be sent to this URL.' },
  description: {
    ja: 'reasonを確認してください。https、ポートは443・80・1024以上、利用者名・パスワードなし、インターネット上のアドレスを指定します（not-public: 内部のアドレス、not-encrypted: 暗号化なし）。名前の解決結果は送信のたびに確認されます。',
    en: 'reason says why. It must be https, on port 443, 80 or from 1024 on, without user and password, at an address of the public internet (not-public: it is an inner one; not-encrypted: it is http). What a name resolves to is looked at with every connection.',
  },
});

export const subscriptionState = defineProblem({
  code: 'subscription-state',
  status: 409,
  title: { ja: '通知設定の状態によりこの操作はできません。', en: 'The state of the subscription does not allow this.' },
  description: {
    ja: 'stateが現在の状態です。disabledはPOST …/activationで再開してください。unconfirmedは宛先の同意を待っています。宛先が停止したメールは、新たに作成してください。',
    en: 'state says what it is. Activate one that is disabled (POST …/activation); unconfirmed waits for whoever reads the mail. One that its reader stopped has to be made anew.',
  },
});
