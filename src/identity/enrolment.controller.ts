import { Body, Controller, Get, Header, HttpCode, Post, Req } from '@nestjs/common';
import { ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Config } from '../config/config.js';
import { Operation } from '../http/operation.js';
import { keyCompromised, keyUsed, tooManyCertificates } from './certificate.problems.js';
import { Enrol } from './enrol.js';
import {
  certificationRequestRefused,
  clientAssertionRefused,
  enrolmentCodeRefused,
  grantUnsupported,
} from './identity.problems.js';
import { Enrolment, EnrolmentView, TokenRequest, TokenView } from './identity.view.js';
import { IssueToken } from './issue-token.js';
import { PresentedCertificate } from './presented-certificate.js';

/** What a caller needs before it has a token. */
@ApiTags('identity')
@Controller('v1')
export class EnrolmentController {
  constructor(
    private readonly config: Config,
    private readonly enrol: Enrol,
    private readonly issueToken: IssueToken,
    private readonly presentedCertificate: PresentedCertificate,
  ) {}

  @Post('enrolments')
  @Operation({
    summary: { en: 'Exchange a one-time code and a PKCS#10 request for a certificate', ja: '電子証明書の発行' },
    description: {
      en: 'The code works for one key: repeated with a request for the same key it gives the same certificate again, with another key it is refused. So there is no Idempotency-Key here.',
      ja: 'コードは1つの鍵に限り有効です。同じ鍵の要求での再送には同じ証明書を返し、別の鍵では拒否します。このためIdempotency-Keyは不要です。',
    },
    allow: 'anyone',
    problems: [certificationRequestRefused, enrolmentCodeRefused, tooManyCertificates, keyCompromised, keyUsed],
  })
  @ApiCreatedResponse({ type: EnrolmentView, description: 'The certificate / 電子証明書' })
  async enrolClient(@Body() body: Enrolment): Promise<EnrolmentView> {
    return EnrolmentView.from(await this.enrol.run(body.code, body.certificationRequest));
  }

  @Post('oauth/token')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Operation({
    summary: {
      en: 'Get an access token (client_credentials; private_key_jwt or mutual TLS)',
      ja: 'アクセストークンの取得',
    },
    description: {
      en: 'Authenticate in one of two ways. private_key_jwt: send client_assertion_type and client_assertion, signed with the key of a registered certificate. Mutual TLS (RFC 8705): connect with a registered certificate and send client_id alone; an assertion may come with it when it is of the same certificate. A token obtained over a connection with a client certificate is bound to that certificate (cnf) and serves over such connections only; any other is a plain bearer token.',
      ja: '認証方法は2つあります。private_key_jwt: 登録済み証明書の鍵で署名したclient_assertionをclient_assertion_typeと共に送ります。mTLS（RFC 8705）: 登録済み証明書で接続し、client_idだけを送ります。アサーションを併用する場合は同じ証明書のものに限ります。クライアント証明書付きの接続で取得したトークンはその証明書に結び付き（cnf）、その証明書による接続でのみ使えます。それ以外は通常のBearerトークンです。',
    },
    allow: 'anyone',
    problems: [grantUnsupported, clientAssertionRefused],
  })
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiOkResponse({ type: TokenView, description: 'A token of at most 300 s / アクセストークン' })
  async token(@Body() body: TokenRequest, @Req() request: FastifyRequest): Promise<TokenView> {
    const { accessToken, expiresIn } = await this.issueToken.run(body, this.presentedCertificate.of(request));
    return { access_token: accessToken, token_type: 'Bearer', expires_in: expiresIn };
  }

  @Get('pki/ca.pem')
  @Header('content-type', 'application/pem-certificate-chain')
  @Operation({
    summary: {
      en: 'Certificates of the issuing CA and its root (RFC 8555 section 9.1 media type)',
      ja: '認証局証明書',
    },
    allow: 'anyone',
  })
  @ApiOkResponse({
    description: 'Issuing certificate first, then the root / 中間・ルート証明書',
    content: {
      'application/pem-certificate-chain': {
        schema: { type: 'string' },
        example: '-----BEGIN CERTIFICATE-----\nMII…\n-----END CERTIFICATE-----\n',
      },
    },
  })
  authorityCertificates(): string {
    return this.config.issuingCaChain.map((certificate) => certificate.pem).join('');
  }
}
