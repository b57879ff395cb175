import { defineProblem } from './problem.js';

export const requestInvalid = defineProblem({
  code: 'request-invalid',
  status: 400,
  title: { ja: 'リクエストの形式が正しくありません。', en: 'The request is not well formed.' },
  description: {
    ja: '本文、パラメータ又はヘッダーがOpenAPI文書の形式に合いません。errorsに場所と理由があります。',
    en: 'Body, parameter or header does not fit the OpenAPI document. errors names the place and the reason.',
  },
});

export const authenticationRequired = defineProblem({
  code: 'authentication-required',
  status: 401,
  title: { ja: '認証が必要です。', en: 'Authentication is required.' },
  description: {
    ja: 'アクセストークンがない、期限切れ、又は無効です。POST /v1/oauth/token で取得し直してください。',
    en: 'The access token is missing, expired or not valid. Get a new one from POST /v1/oauth/token.',
  },
});

export const notAllowed = defineProblem({
  code: 'not-allowed',
  status: 403,
  title: { ja: 'この操作は許可されていません。', en: 'This operation is not allowed for you.' },
  description: {
    ja: '利用者の種別又は委任の範囲では、この操作を行えません。',
    en: 'Your kind of client, or the scope of the mandate, does not include this operation.',
  },
});

export const notFound = defineProblem({
  code: 'not-found',
  status: 404,
  title: { ja: '見つかりません。', en: 'There is no such resource.' },
  description: {
    ja: '存在しないか、あなたのものではありません。両者は区別されません。パスとメソッドも確認してください。',
    en: 'It does not exist, or is not yours: the two are one answer. Check path and method, too.',
  },
});

export const requestTimeout = defineProblem({
  code: 'request-timeout',
  status: 408,
  title: { ja: 'リクエストが時間内に届きませんでした。', en: 'The request did not arrive in time.' },
  description: { ja: 'もう一度送信してください。', en: 'Send it again.' },
});

export const tooLarge = defineProblem({
  code: 'too-large',
  status: 413,
  title: { ja: '大きさ又は個数の上限を超えています。', en: 'The request is larger than allowed.' },
  description: {
    ja: '上限はlimitにあります。単位はunit（バイト又は件数）です。',
    en: 'limit holds the bound and unit its unit (bytes or a count).',
  },
});

export const unsupportedMediaType = defineProblem({
  code: 'unsupported-media-type',
  status: 415,
  title: { ja: 'このContent-Typeは使えません。', en: 'This Content-Type is not supported here.' },
  description: {
    ja: 'OpenAPI文書にあるContent-Typeで送ってください。',
    en: 'Send one of the content types of the OpenAPI document.',
  },
});

export const headersTooLarge = defineProblem({
  code: 'headers-too-large',
  status: 431,
  title: { ja: 'ヘッダーが大きすぎます。', en: 'The request header is too large.' },
  description: { ja: 'URLとヘッダーを短くしてください。', en: 'Shorten the URL and the header fields.' },
});

export const idempotencyKeyMissing = defineProblem({
  code: 'idempotency-key-missing',
  status: 400,
  title: { ja: 'Idempotency-Keyヘッダーが必要です。', en: 'The Idempotency-Key header is required.' },
  description: {
    ja: '作成するPOSTには、再送しても同じ値になるキー（1〜255文字）を付けてください。',
    en: 'Give every creating POST a key (1–255 characters) that stays the same when you repeat the request.',
  },
});

export const idempotencyKeyReused = defineProblem({
  code: 'idempotency-key-reused',
  status: 422,
  title: {
    ja: 'このIdempotency-Keyは別の内容で使われています。',
    en: 'This Idempotency-Key was used for another request.',
  },
  description: {
    ja: '同じキーで内容の異なるリクエストが届きました。新しいキーを使ってください。',
    en: 'The same key arrived with another body. Use a new key for a new request.',
  },
});

export const requestStillRunning = defineProblem({
  code: 'request-still-running',
  status: 409,
  title: { ja: '同じリクエストを処理中です。', en: 'The same request is still being processed.' },
  description: {
    ja: 'Retry-Afterの秒数だけ待って、同じキーで再送してください。',
    en: 'Wait for Retry-After seconds and repeat it with the same key.',
  },
});

export const internalError = defineProblem({
  code: 'internal-error',
  status: 500,
  title: { ja: 'ゲートウェイの内部で問題が起きました。', en: 'Something went wrong inside the gateway.' },
  description: {
    ja: 'リクエストに問題はありません。requestIdを添えてお知らせください。',
    en: 'The fault is ours. Tell us the requestId.',
  },
});

export const unavailable = defineProblem({
  code: 'unavailable',
  status: 503,
  title: { ja: '一時的に利用できません。', en: 'The gateway is not available for the moment.' },
  description: {
    ja: '何も受け付けていません。Retry-Afterの秒数だけ待って再送してください。',
    en: 'Nothing was accepted. Repeat the request after Retry-After seconds.',
  },
});
