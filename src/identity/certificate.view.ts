import { ApiProperty } from '@nestjs/swagger';
import { PageQuery } from '../http/page-query.js';
import { readCertificate } from '../sealing/certificate.js';
import {
  type CertificateOrigin,
  type CertificateState,
  certificateStates,
  ListedCertificate,
} from './certificate-listing.store.js';
import { type GivenReason, givenReasons } from './certificate-revocation.store.js';
import { RenewalHint } from './renewal-hint.js';

const exampleId = '01955c2e-7c00-7000-8000-000000000002';
const exampleThumbprint = 'q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k';

export class RenewalRequest {
  @ApiProperty({
    minLength: 1,
    maxLength: 65536,
    description:
      'Compact JWS, typ careplan-renewal+jws, signed with an active certificate of yours (x5t#S256, x5c), over exactly jti, iat, aud (the public URL), kind "renewal", client and certificationRequest (PKCS#10 in PEM for a new key) / 有効な証明書で署名した更新要求',
    example: 'eyJhbGciOiJFUzI1NiIs…',
  })
  statement!: string;
}

export class RevocationRequest {
  @ApiProperty({
    enum: [...givenReasons],
    description:
      'Reason (RFC 5280 section 5.3.1). key-compromise ends every certificate of the key, and the key itself for ever / 失効理由',
    example: 'superseded',
  })
  reason!: GivenReason;
}

export class CertificatesQuery extends PageQuery {
  @ApiProperty({
    required: false,
    pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
    description: 'Of this client; only the operator sees those of others / 利用者ID',
    example: exampleId,
  })
  client?: string;

  @ApiProperty({ required: false, enum: [...certificateStates], description: 'State / 状態', example: 'active' })
  state?: CertificateState;

  @ApiProperty({
    required: false,
    enum: ['issued', 'registered'],
    description: 'Issued here, or registered from another CA / 発行元の区分',
    example: 'issued',
  })
  origin?: CertificateOrigin;
}

export class CertificateView {
  @ApiProperty({ description: 'x5t#S256 (RFC 8705 section 3.1) / 拇印', example: exampleThumbprint })
  thumbprint!: string;

  @ApiProperty({
    description: 'Serial number, hexadecimal / シリアル番号',
    example: '0d9f3a7c5e1b482690af3c6d7e8f9012',
  })
  serialNumber!: string;

  @ApiProperty({ format: 'uuid', description: 'Client that holds it / 利用者ID', example: exampleId })
  client!: string;

  @ApiProperty({ description: 'Common name of the subject; may be empty / コモンネーム', example: 'K事業所' })
  subject!: string;

  @ApiProperty({
    enum: ['issued', 'registered'],
    description: 'Issued here, or registered from another CA / 発行元の区分',
    example: 'issued',
  })
  origin!: string;

  @ApiProperty({ enum: ['rsa', 'ec'], description: 'Kind of key / 鍵の種類', example: 'ec' })
  keyKind!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    description: 'Valid from / 有効期間の開始',
    example: '2026-11-01T00:00:00.000Z',
  })
  notBefore!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    description: 'Valid until / 有効期限',
    example: '2029-02-03T00:00:00.000Z',
  })
  notAfter!: string;

  @ApiProperty({
    enum: [...certificateStates],
    description: 'State of the certificate itself; a suspended client can use none / 状態',
    example: 'active',
  })
  state!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Revoked at, or null / 失効日時',
    example: null,
  })
  revokedAt!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Why it was revoked, or null / 失効理由', example: null })
  revocationReason!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Thumbprint of the certificate that takes its place, or null / 更新後の証明書',
    example: null,
  })
  renewedBy!: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    description: 'Issued or registered at / 発行又は登録日時',
    example: '2026-11-01T00:00:00.000Z',
  })
  createdAt!: string;

  static from(certificate: ListedCertificate): CertificateView {
    const { commonName, keyKind } = readCertificate(certificate.pem);
    return {
      thumbprint: certificate.thumbprint,
      serialNumber: certificate.serialNumber,
      client: certificate.clientId,
      subject: commonName,
      origin: certificate.origin,
      keyKind,
      notBefore: certificate.notBefore.toISOString(),
      notAfter: certificate.notAfter.toISOString(),
      state: certificate.state,
      revokedAt: certificate.revokedAt?.toISOString() ?? null,
      revocationReason: certificate.revocationReason,
      renewedBy: certificate.renewedBy,
      createdAt: certificate.createdAt.toISOString(),
    };
  }
}

export class CertificatePageView {
  @ApiProperty({ type: [CertificateView], description: 'Rows; empty only when there are no more / 一覧' })
  certificates!: CertificateView[];

  @ApiProperty({ description: 'Cursor to go on from here / 続きを取得するためのcursor', example: 'WyIxNzk1…' })
  next!: string;

  @ApiProperty({ description: 'Whether there are more rows / 続きがあるか', example: false })
  more!: boolean;
}

class SuggestedWindowView {
  @ApiProperty({
    type: String,
    format: 'date-time',
    description: 'Renew at a random moment from here … / ここから',
    example: '2028-11-05T00:00:00.000Z',
  })
  start!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    description: '… to here; at once when it is past / ここまでの任意の時刻に更新（過ぎていれば直ちに）',
    example: '2029-01-04T00:00:00.000Z',
  })
  end!: string;
}

export class RenewalHintView {
  @ApiProperty({ type: SuggestedWindowView, description: 'When to renew (RFC 9773 section 4.2) / 更新の時期' })
  suggestedWindow!: SuggestedWindowView;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Thumbprint of the certificate that takes its place already, or null / 更新後の証明書',
    example: null,
  })
  renewedBy!: string | null;

  @ApiProperty({
    required: false,
    enum: ['revoked', 'expired'],
    description: 'Why it is urgent, where it is / 直ちに更新が必要な理由',
    example: 'revoked',
  })
  explanation?: string;

  static from({ start, end, renewedBy, explanation }: RenewalHint): RenewalHintView {
    const suggestedWindow = { start: start.toISOString(), end: end.toISOString() };
    return { suggestedWindow, renewedBy, ...(explanation && { explanation }) };
  }
}
