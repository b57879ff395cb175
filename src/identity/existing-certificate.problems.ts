import { defineProblem } from '../http/problem.js';

export const existingCertificatesNotTaken = defineProblem({
  code: 'existing-certificates-not-taken',
  status: 422,
  title: {
    ja: 'このゲートウェイでは他の認証局の証明書を登録できません。',
    en: 'This gateway registers no certificates of other authorities.',
  },
  description: {
    ja: '運用者が信頼する認証局を設定していません（TRUSTED_CA_CERTIFICATES）。POST /v1/enrolments で証明書の発行を受けてください。',
    en: 'Its operator trusts no other authority (TRUSTED_CA_CERTIFICATES). Get a certificate with POST /v1/enrolments.',
  },
});

export const existingCertificateRefused = defineProblem({
  code: 'existing-certificate-refused',
  status: 422,
  title: { ja: '証明書を登録できません。', en: 'The certificate cannot be registered.' },
  description: {
    ja: 'reasonを確認してください: shape・type（文の形式・種別）、signature（証明書の鍵による署名でない）、time（iatが5分以上ずれている）、audience（audがPUBLIC_URLと異なる）、code-mismatch（codeSha256が別のコードのもの）、chain（信頼する認証局に至らない。中間証明書をx5cに含めてください）、validity（有効期間外）、usage（クライアント認証・署名に使えない）、key（鍵又は署名アルゴリズムが対象外: RSA 2048〜4096又はEC P-256、SHA-256以上）、policy（RFC 5280に反する）、revoked（失効済み）、revocation-unknown（OCSPにもCRLにも確認できない。後で再試行してください）、registered（登録済み）。登録コードは使用済みになりません。',
    en: 'reason tells: shape or type (of the statement), signature (not by the key of the certificate), time (iat is more than 5 minutes off), audience (aud is not the public URL), code-mismatch (codeSha256 is of another code), chain (it leads to no trusted authority; send the intermediates in x5c), validity, usage (not for clients or signatures), key (key or signature algorithm: RSA 2048–4096 or EC P-256, SHA-256 or better), policy (breaks RFC 5280), revoked, revocation-unknown (neither OCSP nor a revocation list answers; repeat it later), registered (already). The code is not used up.',
  },
});
