import { Body, Controller, Get, Header, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiExtraModels, ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import { type Caller, CallerOf, type ClientKind, type Reply } from '../http/caller.js';
import { idempotencyKeyReused, notFound, requestStillRunning } from '../http/http.problems.js';
import { giveAnswer } from '../http/idempotency.js';
import { createdHeaders, Operation } from '../http/operation.js';
import { keyCompromised, keyUsed, renewalRefused, tooManyCertificates } from './certificate.problems.js';
import {
  CertificatePageView,
  CertificatesQuery,
  CertificateView,
  RenewalHintView,
  RenewalRequest,
  RevocationRequest,
} from './certificate.view.js';
import { certificationRequestRefused } from './identity.problems.js';
import { EnrolmentView } from './identity.view.js';
import { ListCertificates } from './list-certificates.js';
import { RenewCertificate } from './renew-certificate.js';
import { askAgainSeconds, renewalHint } from './renewal-hint.js';
import { RevokeCertificate } from './revoke-certificate.js';

const everybody: [ClientKind, ...ClientKind[]] = ['office', 'relay', 'network', 'operator'];

const thumbprintParam = {
  name: 'thumbprint',
  description: 'x5t#S256 of the certificate / 拇印',
  example: 'q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k',
};

/** 電子証明書, from its first renewal to its end. */
@ApiTags('identity')
@ApiExtraModels(CertificatesQuery)
@Controller('v1/certificates')
export class CertificatesController {
  constructor(
    private readonly listCertificates: ListCertificates,
    private readonly renewCertificate: RenewCertificate,
    private readonly revokeCertificate: RevokeCertificate,
  ) {}

  @Post()
  @Operation({
    summary: { en: 'Renew a certificate', ja: '電子証明書の更新' },
    description: {
      en: 'A statement signed with an active certificate becomes a new one, for a new key; a token alone is not enough. The old one stays active until its end, so that what is sealed for it can be opened. A certificate registered from another CA is renewed into one of this gateway.',
      ja: '有効な証明書で署名した更新要求により、新しい鍵の証明書を発行します（アクセストークンだけでは更新できません）。旧証明書は期限まで有効で、それに対して暗号化された電文を引き続き開けます。他の認証局の証明書も、本ゲートウェイ発行の証明書に更新できます。',
    },
    allow: everybody,
    idempotent: true,
    problems: [
      renewalRefused,
      certificationRequestRefused,
      tooManyCertificates,
      keyCompromised,
      keyUsed,
      idempotencyKeyReused,
      requestStillRunning,
    ],
  })
  @ApiCreatedResponse({
    type: EnrolmentView,
    description: 'The new certificate / 新しい電子証明書',
    headers: createdHeaders('/v1/certificates/q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k'),
  })
  async renew(
    @CallerOf() caller: Caller,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: RenewalRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<unknown> {
    return giveAnswer(reply, await this.renewCertificate.run(caller, key, body.statement));
  }

  @Get()
  @Operation({
    summary: { en: 'Certificates of the caller; for the operator, of everybody', ja: '電子証明書の一覧' },
    description: {
      en: 'In the order in which they were issued or registered. next goes on from here.',
      ja: '発行又は登録の順の一覧です。nextから続きを取得できます。運用者は全利用者の証明書を照会できます。',
    },
    allow: everybody,
  })
  @ApiOkResponse({ type: CertificatePageView, description: 'A page / 一覧' })
  list(@CallerOf() caller: Caller, @Query() query: CertificatesQuery): Promise<CertificatePageView> {
    return this.listCertificates.list(caller, query);
  }

  @Get(':thumbprint')
  @Operation({ summary: { en: 'A certificate', ja: '電子証明書の照会' }, allow: everybody, problems: [notFound] })
  @ApiParam(thumbprintParam)
  @ApiOkResponse({ type: CertificateView, description: 'The certificate / 電子証明書' })
  async find(@CallerOf() caller: Caller, @Param('thumbprint') thumbprint: string): Promise<CertificateView> {
    return CertificateView.from(await this.listCertificates.find(caller, thumbprint));
  }

  @Get(':thumbprint/chain.pem')
  @Header('content-type', 'application/pem-certificate-chain')
  @Operation({
    summary: { en: 'Download a certificate with those above it', ja: '電子証明書のダウンロード' },
    allow: everybody,
    problems: [notFound],
  })
  @ApiParam(thumbprintParam)
  @ApiOkResponse({
    description: 'The certificate first, then those above it (RFC 8555 section 9.1) / 証明書チェーン',
    content: {
      'application/pem-certificate-chain': {
        schema: { type: 'string' },
        example: '-----BEGIN CERTIFICATE-----\nMII…\n-----END CERTIFICATE-----\n',
      },
    },
  })
  chain(@CallerOf() caller: Caller, @Param('thumbprint') thumbprint: string): Promise<string> {
    return this.listCertificates.chain(caller, thumbprint);
  }

  @Get(':thumbprint/renewal-hint')
  @Operation({
    summary: { en: 'When to renew a certificate', ja: '更新時期の案内' },
    description: {
      en: 'As ACME Renewal Information (RFC 9773): ask every few hours, and renew at a random moment of the window, at once when it is past. The window closes 30 days before the end where the certificate lives long enough.',
      ja: 'RFC 9773（ARI）に倣った案内です。数時間おきに照会し、期間内の任意の時刻に（過ぎていれば直ちに）更新してください。',
    },
    allow: everybody,
    problems: [notFound],
  })
  @ApiParam(thumbprintParam)
  @ApiOkResponse({
    type: RenewalHintView,
    description: 'The hint / 案内',
    headers: {
      'Retry-After': {
        description: 'Seconds after which to ask again (RFC 9773 section 4.3) / 次に照会するまでの秒数',
        schema: { type: 'integer' },
        example: askAgainSeconds,
      },
    },
  })
  async hint(
    @CallerOf() caller: Caller,
    @Param('thumbprint') thumbprint: string,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<RenewalHintView> {
    const hint = renewalHint(await this.listCertificates.find(caller, thumbprint));
    void reply.header('retry-after', String(askAgainSeconds));
    return RenewalHintView.from(hint);
  }

  @Post(':thumbprint/revocation')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Revoke a certificate', ja: '電子証明書の失効' },
    description: {
      en: 'By its own client, with any of its active certificates, or by the operator; at once, in every process. Repeating it changes nothing, so it needs no Idempotency-Key; only key-compromise is recorded even when the certificate was revoked before.',
      ja: '自分の証明書（操作に使う証明書は問いません）又は運用者による失効です。直ちに有効になります。繰り返しても結果は変わりません。key-compromiseのみ、失効済みの証明書にも後から記録されます。',
    },
    allow: everybody,
    problems: [notFound],
  })
  @ApiParam(thumbprintParam)
  @ApiOkResponse({ type: CertificateView, description: 'The certificate, revoked / 失効した証明書' })
  async revoke(
    @CallerOf() caller: Caller,
    @Param('thumbprint') thumbprint: string,
    @Body() body: RevocationRequest,
  ): Promise<CertificateView> {
    return CertificateView.from(await this.revokeCertificate.run(caller, thumbprint, body.reason));
  }
}
