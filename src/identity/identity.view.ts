import { ApiProperty } from '@nestjs/swagger';
import { PageQuery } from '../http/page-query.js';
import { type ClientKind } from '../http/caller.js';
import { Certificate } from '../sealing/certificate.js';
import { Client } from './client.entity.js';

export interface IssuedCode {
  readonly client: Client;
  /** Shown this once; only its hash is kept. */
  readonly code: string;
  readonly expiresAt: Date;
}

const exampleId = '01955c2e-7c00-7000-8000-000000000002';

export class ClientToRegister {
  @ApiProperty({
    enum: ['office', 'relay', 'network', 'operator'],
    description: 'Kind of caller / 利用者の種別',
    example: 'office',
  })
  kind!: 'office' | 'relay' | 'network' | 'operator';

  @ApiProperty({
    minLength: 1,
    maxLength: 64,
    description: 'Name shown in certificates and lists / 名称',
    example: 'K事業所',
  })
  name!: string;

  @ApiProperty({
    required: false,
    pattern: '^[0-9A-Z]{10}$',
    description: 'Office number; required for kind office, absent otherwise / 事業所番号（officeの場合のみ）',
    example: '1370000011',
  })
  officeNumber?: string;
}

export class ClientView {
  @ApiProperty({ format: 'uuid', description: 'Client id / 利用者ID', example: exampleId })
  id!: string;

  @ApiProperty({ enum: ['office', 'relay', 'network', 'operator'], description: 'Kind / 種別', example: 'office' })
  kind!: string;

  @ApiProperty({ description: 'Name / 名称', example: 'K事業所' })
  name!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Office number, or null / 事業所番号',
    example: '1370000011',
  })
  officeNumber!: string | null;

  @ApiProperty({ enum: ['active', 'suspended'], description: 'State / 状態', example: 'active' })
  state!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    description: 'Registered at / 登録日時',
    example: '2026-11-01T00:00:00.000Z',
  })
  createdAt!: string;

  static from({ id, kind, name, officeNumber, state, createdAt }: Client): ClientView {
    return { id, kind, name, officeNumber, state, createdAt: createdAt.toISOString() };
  }
}

export class ClientsQuery extends PageQuery {
  @ApiProperty({
    required: false,
    enum: ['office', 'relay', 'network', 'operator'],
    description: 'Kind / 種別',
    example: 'office',
  })
  kind?: ClientKind;

  @ApiProperty({
    required: false,
    pattern: '^[0-9A-Z]{10}$',
    description: 'Of this office / 事業所番号',
    example: '1370000011',
  })
  officeNumber?: string;

  @ApiProperty({ required: false, enum: ['active', 'suspended'], description: 'State / 状態', example: 'active' })
  state?: 'active' | 'suspended';

  @ApiProperty({
    required: false,
    minLength: 1,
    maxLength: 64,
    description: 'Part of the name / 名称の一部',
    example: '事業所',
  })
  name?: string;
}

export class ClientPageView {
  @ApiProperty({ type: [ClientView], description: 'Rows; empty only when there are no more / 一覧' })
  clients!: ClientView[];

  @ApiProperty({ description: 'Cursor to go on from here / 続きを取得するためのcursor', example: 'WyIwMTk1…' })
  next!: string;

  @ApiProperty({ description: 'Whether there are more rows / 続きがあるか', example: false })
  more!: boolean;
}

export class WithdrawnCodesView {
  @ApiProperty({ type: 'integer', description: 'Codes that work no more / 取り消した登録コードの数', example: 1 })
  withdrawn!: number;
}

export class EnrolmentCodeView {
  @ApiProperty({ format: 'uuid', description: 'Client that the code is for / 利用者ID', example: exampleId })
  clientId!: string;

  @ApiProperty({
    description: 'The one-time code, shown this once / 登録コード（1回のみ表示）',
    example: '7KQ2M-9XWPT-4BHNC-E6RYD-J3VSA',
  })
  code!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    description: 'Valid until / 有効期限',
    example: '2026-11-15T00:00:00.000Z',
  })
  expiresAt!: string;

  static from({ client, code, expiresAt }: IssuedCode): EnrolmentCodeView {
    return { clientId: client.id, code, expiresAt: expiresAt.toISOString() };
  }
}

export class Enrolment {
  @ApiProperty({
    minLength: 1,
    maxLength: 64,
    description: 'One-time code / 登録コード',
    example: '7KQ2M-9XWPT-4BHNC-E6RYD-J3VSA',
  })
  code!: string;

  @ApiProperty({
    minLength: 1,
    maxLength: 16384,
    description: 'PKCS#10 request in PEM (RFC 2986): RSA 2048–4096 or EC P-256 / 証明書署名要求',
    example: '-----BEGIN CERTIFICATE REQUEST-----\nMIH…\n-----END CERTIFICATE REQUEST-----\n',
  })
  certificationRequest!: string;
}

export class EnrolmentView {
  @ApiProperty({
    format: 'uuid',
    description: 'Client id, for iss and sub of assertions / 利用者ID',
    example: exampleId,
  })
  clientId!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Office number, or null / 事業所番号',
    example: '1370000011',
  })
  officeNumber!: string | null;

  @ApiProperty({
    description: 'The certificate in PEM / 電子証明書',
    example: '-----BEGIN CERTIFICATE-----\nMII…\n-----END CERTIFICATE-----\n',
  })
  certificate!: string;

  @ApiProperty({
    type: [String],
    description: 'Issuing and root certificate in PEM / 中間・ルート証明書',
    example: ['-----BEGIN CERTIFICATE-----\nMII…\n-----END CERTIFICATE-----\n'],
  })
  chain!: string[];

  @ApiProperty({
    description: 'x5t#S256 of the certificate (RFC 8705 section 3.1) / 拇印',
    example: 'q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k',
  })
  thumbprint!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    description: 'Valid until / 有効期限',
    example: '2028-11-01T00:00:00.000Z',
  })
  notAfter!: string;

  static from(enrolled: { client: Client; certificate: Certificate; chain: string[] }): EnrolmentView {
    return {
      clientId: enrolled.client.id,
      officeNumber: enrolled.client.officeNumber,
      certificate: enrolled.certificate.pem,
      chain: enrolled.chain,
      thumbprint: enrolled.certificate.thumbprint,
      notAfter: enrolled.certificate.notAfter.toISOString(),
    };
  }
}

export class TokenRequest {
  @ApiProperty({
    maxLength: 100,
    description: 'client_credentials (RFC 6749 section 4.4)',
    example: 'client_credentials',
  })
  grant_type!: string;

  @ApiProperty({
    required: false,
    maxLength: 100,
    description: 'jwt-bearer (RFC 7523 section 2.2); together with client_assertion / client_assertionと共に指定',
    example: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  })
  client_assertion_type?: string;

  @ApiProperty({
    required: false,
    minLength: 1,
    maxLength: 8192,
    description:
      'JWT signed with the key of a registered certificate: header x5t#S256, claims iss = sub = client id, aud, exp (≤ 5 minutes), jti / 署名付きJWT',
    example: 'eyJhbGciOiJFUzI1NiIs…',
  })
  client_assertion?: string;

  @ApiProperty({
    required: false,
    maxLength: 100,
    description:
      'Client id; required with mutual TLS alone (RFC 8705 section 2), and with an assertion the same as its iss / 利用者ID（mTLSのみの場合は必須）',
    example: exampleId,
  })
  client_id?: string;
}

export class TokenView {
  @ApiProperty({
    description: 'Bearer token for the Authorization header / アクセストークン',
    example: 'eyJhbGciOiJFUzI1NiIs…',
  })
  access_token!: string;

  @ApiProperty({ enum: ['Bearer'], description: 'RFC 6750', example: 'Bearer' })
  token_type!: string;

  @ApiProperty({ description: 'Seconds, at most 300 / 有効秒数', example: 300 })
  expires_in!: number;
}
