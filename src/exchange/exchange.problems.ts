import { defineProblem } from '../http/problem.js';

export const manifestRefused = defineProblem({
  code: 'manifest-refused',
  status: 422,
  title: { ja: 'マニフェストの署名を確認できません。', en: 'The manifest is not accepted.' },
  description: {
    ja: '署名アルゴリズム（RS256、PS256、ES256）、typ、x5t#S256、証明書が有効で自分のものであること、形式を確認してください。',
    en: 'Check the algorithm (RS256, PS256, ES256), typ, x5t#S256, that the certificate is active and yours, and the shape.',
  },
});

export const manifestStale = defineProblem({
  code: 'manifest-stale',
  status: 422,
  title: { ja: 'マニフェストの作成時刻が有効範囲外です。', en: 'The manifest is not fresh.' },
  description: {
    ja: 'iatは現在時刻の24時間前から5分後までです。作り直して署名してください。',
    en: 'iat must lie within the last 24 hours and at most 5 minutes ahead. Make and sign it again.',
  },
});

export const manifestReplayed = defineProblem({
  code: 'manifest-replayed',
  status: 409,
  title: { ja: 'このマニフェストは既に使われています。', en: 'This manifest was used before.' },
  description: {
    ja: 'jtiは1回限り有効です。新しいjtiでマニフェストを作り直してください。',
    en: 'A jti works once. Make a manifest with a new jti.',
  },
});

export const manifestNotForYou = defineProblem({
  code: 'manifest-not-for-caller',
  status: 403,
  title: { ja: '送信元が認証された事業所と違います。', en: 'The manifest names another sender than the caller.' },
  description: {
    ja: 'manifestのclientとsenderは、アクセストークンの利用者と事業所に一致する必要があります。',
    en: 'client and sender of the manifest must be the client of the access token and its office.',
  },
});

export const filesMismatch = defineProblem({
  code: 'files-mismatch',
  status: 422,
  title: { ja: 'ファイルがマニフェストと一致しません。', en: 'The files are not those of the manifest.' },
  description: {
    ja: 'ファイル名、サイズ、SHA-256がマニフェストと一致する必要があります。errorsに該当ファイルがあります。',
    en: 'Names, sizes and SHA-256 must be those of the manifest. errors names the files.',
  },
});

export const checkFailed = defineProblem({
  code: 'check-failed',
  status: 422,
  title: { ja: 'ファイルの点検で誤りが見つかりました。', en: 'The check of the files found errors.' },
  description: {
    ja: '何も保存していません。errorsのファイル、行、列、項目を修正し、もう一度送ってください。',
    en: 'Nothing was stored. Correct the file, row, column and item named in errors and send again.',
  },
});

export const notOneUnit = defineProblem({
  code: 'not-one-unit',
  status: 422,
  title: { ja: '1回の送信は1送信単位です。', en: 'The upload is not exactly one unit.' },
  description: {
    ja: '何も保存していません。送信単位ごとに分け、それぞれの全ファイルを1回で送ってください。',
    en: 'Nothing was stored. Send each unit in a call of its own, with all its files.',
  },
});

export const destinationUnknown = defineProblem({
  code: 'destination-unknown',
  status: 422,
  title: { ja: '送信先の事業所が登録されていません。', en: 'The destination is not in the directory.' },
  description: {
    ja: '事業所番号を確認してください。',
    en: 'Check the office number.',
  },
});

export const destinationNotConnected = defineProblem({
  code: 'destination-not-connected',
  status: 422,
  title: { ja: '送信先の事業所はデータを受信できません。', en: 'The destination cannot take data.' },
  description: {
    ja: '有効な電子証明書がありません。capabilityの連絡手段（FAX・メール）で送ってください。',
    en: 'It has no active certificate. Use the other means named in capability (fax, mail).',
  },
});

export const versionNotAccepted = defineProblem({
  code: 'version-not-accepted',
  status: 422,
  title: { ja: '送信先の事業所はこの版を取り込めません。', en: 'The destination does not take this version.' },
  description: {
    ja: 'capabilityのversionsにある版で出力してください。',
    en: 'Export in one of the versions in capability.',
  },
});

export const attachmentsNotAccepted = defineProblem({
  code: 'attachments-not-accepted',
  status: 422,
  title: { ja: '送信先の事業所は添付ファイルを受け取れません。', en: 'The destination does not take attachments.' },
  description: {
    ja: '添付ファイルを除いて送り、添付はcapabilityの連絡手段（FAX・メール）で送ってください。',
    en: 'Send the unit without attachments, and these by the other means named in capability (fax, mail).',
  },
});

export const sealedForOthers = defineProblem({
  code: 'sealed-for-others',
  status: 409,
  title: {
    ja: 'この内容はあなたの電子証明書では復号できません。',
    en: 'The content was sealed before you held a key to it.',
  },
  description: {
    ja: '到着した時点で有効だった電子証明書に向けて暗号化されています。その保有者（代行業者など）が受信するか、送信元に再送を依頼してください。',
    en: 'It is sealed for the certificates that were active when it arrived. Let their holder, such as the carrier of that time, collect it, or ask the sender to send it again.',
  },
});

export const sequenceReused = defineProblem({
  code: 'sequence-reused',
  status: 409,
  title: { ja: 'このファイル連番は別の内容で送信済みです。', en: 'This sequence was sent with other content.' },
  description: {
    ja: '同じ送信先へ同じ連番で異なる内容が届きました。新しい連番で出力してください。',
    en: 'The same sequence to the same destination carried other content before. Export with a new sequence.',
  },
});

export const sentByAnother = defineProblem({
  code: 'sent-by-another',
  status: 409,
  title: { ja: 'この送信単位は送信済みです。', en: 'This unit was sent before.' },
  description: {
    ja: '同じ内容を、事業所自身又は別の代行業者が既に送信しています。再送は不要です。状態は事業所が送信一覧で確認できます。',
    en: 'The office itself or another carrier has sent the very same unit. It need not be sent again; the office sees in its outbox what became of it.',
  },
});

export const notCollected = defineProblem({
  code: 'not-collected',
  status: 409,
  title: { ja: 'まだ受信していません。', en: 'It was not collected yet.' },
  description: { ja: '先にcontentを取得してください。', en: 'Get its content first.' },
});

export const contentGone = defineProblem({
  code: 'content-gone',
  status: 410,
  title: { ja: '取り消された、又は保存期間が過ぎました。', en: 'It was recalled, or its time is over.' },
  description: {
    ja: 'この電文の内容はもうありません。必要なら送信元に再送を依頼してください。',
    en: 'The content is not there any more. Ask the sender to send it again.',
  },
});

export const confirmationRefused = defineProblem({
  code: 'confirmation-refused',
  status: 422,
  title: { ja: '受領確認の署名又は内容を確認できません。', en: 'The confirmation is not accepted.' },
  description: {
    ja: '自分の有効な証明書による署名で、transmission、office、contentSha256（復号した内容のSHA-256）が一致する必要があります。',
    en: 'It must be signed with your active certificate, and name this transmission, your office and the SHA-256 of the decrypted content.',
  },
});

export const processingFailed = defineProblem({
  code: 'processing-failed',
  status: 500,
  title: { ja: '受け付けたファイルを処理できませんでした。', en: 'The staged files could not be processed.' },
  description: {
    ja: 'ゲートウェイ側の問題です。後で点検する送信（202）がこの理由で不受理となった場合、transmissionのproblemに示されます。同じファイルをもう一度送信してください。',
    en: 'The fault is ours. Told in problem of a deferred send (202) that was rejected for it; send the same files again.',
  },
});
