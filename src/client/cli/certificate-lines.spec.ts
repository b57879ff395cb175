import { describe, expect, test } from '@jest/globals';
import { HeldCertificate } from '../certificates.js';
import { certificateLines, certificateText, clientLines } from './certificate-lines.js';
import { timeText } from './transmission-lines.js';

const at = '2026-11-22T01:02:03.456Z';
const certificate: HeldCertificate = {
  thumbprint: 'T',
  serialNumber: '0d',
  client: 'C',
  subject: 'K事業所',
  origin: 'issued',
  keyKind: 'ec',
  notBefore: at,
  notAfter: at,
  state: 'revoked',
  revokedAt: at,
  revocationReason: 'key-compromise',
  renewedBy: 'N',
};

describe('for people', () => {
  test('a certificate tells how it stands, why, and what took its place, in either language', () => {
    expect(certificateText(certificate, 'ja')).toEqual([
      'T  失効',
      '  K事業所  EC  ゲートウェイが発行',
      '  シリアル番号 0d',
      `  ${timeText(at)} – ${timeText(at)}`,
      `  失効 ${timeText(at)}  鍵の漏えい`,
      '  更新後 N',
    ]);
    const active = { ...certificate, state: 'active', revokedAt: null, revocationReason: null, renewedBy: null };
    expect(certificateText(active, 'en')).toEqual([
      'T  active',
      '  K事業所  EC  issued by the gateway',
      '  serial number 0d',
      `  ${timeText(at)} – ${timeText(at)}`,
    ]);
  });

  test('the one in use is marked among several, and words of a newer gateway are shown as they are', () => {
    const other = { ...certificate, thumbprint: 'U', state: 'on-hold' };
    expect(certificateLines([certificate, other], 'T', 'ja')).toEqual([
      `*  T  失効     EC  ${timeText(at)}  K事業所`,
      `   U  on-hold  EC  ${timeText(at)}  K事業所`,
    ]);
  });

  test('callers stand in columns, with or without an office', () => {
    const caller = { id: 'I', kind: 'relay', name: '代行', officeNumber: null, state: 'suspended' };
    expect(clientLines([caller], 'ja')).toEqual(['I  伝送代行  停止中    代行']);
    expect(clientLines([{ ...caller, kind: 'office', officeNumber: '1370000011' }], 'en')).toEqual([
      'I  office  suspended  1370000011  代行',
    ]);
  });
});
