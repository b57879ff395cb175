import { defineProblem } from '../http/problem.js';

export const messageMismatch = defineProblem({
  code: 'message-mismatch',
  status: 422,
  title: { ja: '連絡文がマニフェストと一致しません。', en: 'The message is not that of the manifest.' },
  description: {
    ja: '連絡文（message）とマニフェストのmessageSha256（UTF-8のSHA-256）は、両方あって一致するか、両方ないかのどちらかです。reason: missing（連絡文がない）、unsigned（messageSha256がない）、digest（一致しない）。',
    en: 'A message and messageSha256 of the manifest (SHA-256 of its UTF-8 bytes) are there both, and agree, or neither is. reason: missing (no message), unsigned (no messageSha256), digest (they differ).',
  },
});

export const messageTooLong = defineProblem({
  code: 'message-too-long',
  status: 422,
  title: { ja: '連絡文が長すぎます。', en: 'The message is too long.' },
  description: {
    ja: '連絡文は500文字までです（limit）。短くして、マニフェストを作り直してください。',
    en: 'A message has at most 500 characters (limit). Shorten it, and make the manifest again.',
  },
});

export const messageRefused = defineProblem({
  code: 'message-refused',
  status: 422,
  title: { ja: '連絡文に使えない文字があるか、空です。', en: 'The message is empty, or not plain text.' },
  description: {
    ja: '連絡文はUTF-8の平文です。改行以外の制御文字は使えません。空の場合はmessageを付けないでください。reason: empty、control-character、encoding。',
    en: 'A message is plain text in UTF-8, without control characters but line ends; leave the part out when there is nothing to say. reason: empty, control-character, encoding.',
  },
});
