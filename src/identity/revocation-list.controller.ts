import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Operation } from '../http/operation.js';
import { PublishRevocationList } from './publish-revocation-list.js';

@ApiTags('identity')
@Controller('v1/pki')
export class RevocationListController {
  constructor(private readonly publishRevocationList: PublishRevocationList) {}

  /** max-age: a list is at most five minutes old when it is given, so that a cache never holds one of ten minutes. */
  @Get('crl')
  @Header('content-type', 'application/pkix-crl')
  @Header('cache-control', 'public, max-age=60')
  @Operation({
    summary: { en: 'Revocation list of the issuing CA', ja: '証明書失効リスト' },
    description: {
      en: 'DER (RFC 5280 section 5; media type of RFC 2585), at most 10 minutes old by its nextUpdate. Signed by the issuing certificate of /v1/pki/ca.pem.',
      ja: 'DER形式の失効リストです（RFC 5280）。nextUpdateは10分後です。署名は/v1/pki/ca.pemの中間認証局によります。',
    },
    allow: 'anyone',
  })
  @ApiOkResponse({
    description: 'The list in DER / 失効リスト',
    content: { 'application/pkix-crl': { schema: { type: 'string', format: 'binary' }, example: 'MIIB…' } },
  })
  async list(): Promise<Buffer> {
    return (await this.publishRevocationList.run()).der;
  }
}
