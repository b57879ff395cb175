import { defineProblem } from '../http/problem.js';

export const clientAssertionRefused = defineProblem({
  code: 'client-assertion-refused',
  status: 401,
  title: { ja: 'クライアントの認証に失敗しました。', en: 'Client authentication failed.' },
  description: {
    ja: 'client_assertionの署名、証明書、aud、exp（5分以内）、jti（1回限り）を確認してください。mTLSの場合は、接続の証明書が有効でclient_idの利用者のものか確認してください。理由の詳細は安全のため返しません。',
    en: 'Check signature, certificate, aud, exp (at most 5 minutes) and jti (once only) of the client_assertion; with mutual TLS, that the certificate of the connection is active and belongs to client_id. Which one failed is not told, for safety.',
  },
});

export const grantUnsupported = defineProblem({
  code: 'grant-unsupported',
  status: 400,
  title: { ja: 'このgrant_typeは使えません。', en: 'This grant_type is not supported.' },
  description: {
    ja: 'grant_typeはclient_credentials、client_assertion_typeはjwt-bearerです。',
    en: 'grant_type must be client_credentials and client_assertion_type jwt-bearer.',
  },
});

export const enrolmentCodeRefused = defineProblem({
  code: 'enrolment-code-refused',
  status: 403,
  title: { ja: '登録コードが使えません。', en: 'The enrolment code is not accepted.' },
  description: {
    ja: '登録コードが違うか、使用済みか、期限切れです。運用者に新しいコードを依頼してください。',
    en: 'The code is wrong, used or expired. Ask the operator for a new one.',
  },
});

export const certificationRequestRefused = defineProblem({
  code: 'certification-request-refused',
  status: 422,
  title: { ja: '証明書署名要求（CSR）が使えません。', en: 'The certification request is not accepted.' },
  description: {
    ja: 'PKCS#10のPEMで、鍵はRSA 2048〜4096ビット（e=65537）又はEC P-256、署名はその鍵によるものが必要です。',
    en: 'Send PKCS#10 in PEM with an RSA 2048–4096 bit (e=65537) or EC P-256 key, signed by that key.',
  },
});

export const officeUnknown = defineProblem({
  code: 'office-unknown',
  status: 422,
  title: { ja: '事業所が登録されていません。', en: 'The office is not in the directory.' },
  description: {
    ja: '先に事業所マスタの取込を行ってください。',
    en: 'Import the office of the master first.',
  },
});

export const operatorIndispensable = defineProblem({
  code: 'operator-indispensable',
  status: 409,
  title: { ja: '自分自身を停止することはできません。', en: 'An operator cannot suspend itself.' },
  description: {
    ja: '停止すると運用者がいなくなるおそれがあります。別の運用者が停止してください。',
    en: 'Nobody might be left to undo it. Have another operator do it.',
  },
});
