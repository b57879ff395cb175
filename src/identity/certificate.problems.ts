import { defineProblem } from '../http/problem.js';

export const keyCompromised = defineProblem({
  code: 'key-compromised',
  status: 422,
  title: { ja: 'この鍵は漏えいが報告されています。', en: 'This key was reported as compromised.' },
  description: {
    ja: '漏えいした鍵の証明書は発行も登録もできません。新しい鍵を作成してください。',
    en: 'No certificate is issued or registered for it any more. Make a new key.',
  },
});

export const keyUsed = defineProblem({
  code: 'key-used',
  status: 422,
  title: { ja: 'この鍵には既に証明書があります。', en: 'This key has a certificate already.' },
  description: {
    ja: '証明書ごとに新しい鍵を作成してください。端末間で鍵を共有することはできません。',
    en: 'Make a new key for every certificate: terminals do not share keys.',
  },
});

export const tooManyCertificates = defineProblem({
  code: 'too-many-certificates',
  status: 409,
  title: { ja: '有効な証明書の数が上限に達しています。', en: 'There are too many active certificates.' },
  description: {
    ja: '使わない端末の証明書を失効させてから、もう一度行ってください。上限はlimitにあります。',
    en: 'Revoke those of terminals that are no longer used, then repeat it. limit holds the bound.',
  },
});

export const renewalRefused = defineProblem({
  code: 'renewal-refused',
  status: 422,
  title: { ja: '証明書を更新できません。', en: 'The certificate cannot be renewed with this statement.' },
  description: {
    ja: 'reasonを確認してください: certificate（あなたの有効な証明書で署名されていない）、signature、type、shape、too-large、audience（audがPUBLIC_URLと異なる）、client、time（iatが5分以上ずれている）、replayed（jtiが使用済み）、already-renewed（既に更新済み。後継はrenewedByの証明書で、失効させれば再度更新できる）。',
    en: 'reason tells: certificate (not signed with an active one of yours), signature, type, shape, too-large, audience (aud is not the public URL), client, time (iat is more than 5 minutes off), replayed (the jti was used), already-renewed (renewedBy names the successor; once that is revoked it can be renewed again).',
  },
});
