import { HeldCertificate, ListedClient } from '../certificates.js';
import { Language } from '../language.js';
import { columnLines } from './text-columns.js';
import { timeText } from './transmission-lines.js';
import { pickOrKey, WordPairs } from './word-pairs.js';

const CERTIFICATE_STATES: WordPairs<string> = {
  active: ['有効', 'active'],
  expired: ['期限切れ', 'expired'],
  revoked: ['失効', 'revoked'],
  'not-yet-valid': ['有効期間前', 'not valid yet'],
  unconfirmed: ['認証局に確認中', 'not confirmed by its authority'],
};

const ORIGINS: WordPairs<string> = {
  issued: ['ゲートウェイが発行', 'issued by the gateway'],
  registered: ['他の認証局が発行', 'of another authority'],
};

/** RFC 5280 §5.3.1. */
const REASONS: WordPairs<string> = {
  unspecified: ['理由の指定なし', 'no reason given'],
  'key-compromise': ['鍵の漏えい', 'key compromised'],
  'affiliation-changed': ['所属の変更', 'affiliation changed'],
  superseded: ['更新済み', 'superseded'],
  'cessation-of-operation': ['利用終了', 'no longer used'],
  'privilege-withdrawn': ['資格の取消', 'privilege withdrawn'],
};

const KINDS: WordPairs<string> = {
  office: ['事業所', 'office'],
  relay: ['伝送代行', 'relay'],
  network: ['ネットワーク', 'network'],
  operator: ['運用者', 'operator'],
};

const CLIENT_STATES: WordPairs<string> = { active: ['利用中', 'active'], suspended: ['停止中', 'suspended'] };

export const clientStateName = (state: string, language: Language): string => pickOrKey(CLIENT_STATES, state, language);

/** A line each; the one in use here is marked. */
export function certificateLines(rows: readonly HeldCertificate[], own: string, language: Language): string[] {
  return columnLines(
    rows.map((row) => [
      row.thumbprint === own ? '*' : ' ',
      row.thumbprint,
      pickOrKey(CERTIFICATE_STATES, row.state, language),
      row.keyKind.toUpperCase(),
      timeText(row.notAfter),
      row.subject,
    ]),
  );
}

/** One certificate, with all there is to tell. */
export function certificateText(row: HeldCertificate, language: Language): string[] {
  const ja = language === 'ja';
  const reason = row.revocationReason === null ? '' : `  ${pickOrKey(REASONS, row.revocationReason, language)}`;
  return [
    `${row.thumbprint}  ${pickOrKey(CERTIFICATE_STATES, row.state, language)}`,
    `  ${row.subject}  ${row.keyKind.toUpperCase()}  ${pickOrKey(ORIGINS, row.origin, language)}`,
    `  ${ja ? 'シリアル番号' : 'serial number'} ${row.serialNumber}`,
    `  ${timeText(row.notBefore)} – ${timeText(row.notAfter)}`,
    ...(row.revokedAt === null ? [] : [`  ${ja ? '失効' : 'revoked'} ${timeText(row.revokedAt)}${reason}`]),
    ...(row.renewedBy === null ? [] : [`  ${ja ? '更新後' : 'renewed by'} ${row.renewedBy}`]),
  ];
}

export function clientLines(rows: readonly ListedClient[], language: Language): string[] {
  return columnLines(
    rows.map(({ id, kind, state, officeNumber, name }) => [
      id,
      pickOrKey(KINDS, kind, language),
      clientStateName(state, language),
      officeNumber ?? '',
      name,
    ]),
  );
}
