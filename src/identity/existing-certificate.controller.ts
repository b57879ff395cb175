import { Body, Controller, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { Operation } from '../http/operation.js';
import { keyCompromised, keyUsed, tooManyCertificates } from './certificate.problems.js';
import { existingCertificateRefused, existingCertificatesNotTaken } from './existing-certificate.problems.js';
import { ExistingCertificate } from './existing-certificate.view.js';
import { enrolmentCodeRefused } from './identity.problems.js';
import { EnrolmentView } from './identity.view.js';
import { RegisterExisting } from './register-existing.js';

@ApiTags('identity')
@Controller('v1/enrolments/existing')
export class ExistingCertificateController {
  constructor(private readonly registerExisting: RegisterExisting) {}

  @Post()
  @Operation({
    summary: { en: 'Register a certificate of another authority', ja: '既存の電子証明書（電子請求証明書等）の登録' },
    description: {
      en: 'For a certificate of an authority that the operator trusts: the signature proves its key, the one-time code names the client. Its chain, validity, usage and revocation are checked, and its revocation again and again from then on. The code is used up only when the certificate is registered; repeated with the same certificate it gives the same answer. So there is no Idempotency-Key here.',
      ja: '運用者が信頼する認証局の証明書を登録します。署名で鍵の所持を、登録コードで利用者を確認し、証明書チェーン・有効期間・用途・失効を検証します（失効は登録後も定期的に再確認）。登録コードは登録できたときにだけ使用済みになり、同じ証明書での再送には同じ応答を返します（Idempotency-Keyは不要）。',
    },
    allow: 'anyone',
    problems: [
      existingCertificatesNotTaken,
      existingCertificateRefused,
      enrolmentCodeRefused,
      tooManyCertificates,
      keyCompromised,
      keyUsed,
    ],
  })
  @ApiCreatedResponse({ type: EnrolmentView, description: 'The certificate, registered / 登録した証明書' })
  async register(@Body() body: ExistingCertificate): Promise<EnrolmentView> {
    return EnrolmentView.from(await this.registerExisting.run(body.code, body.statement));
  }
}
