import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { recordItems } from '../http/access-record.js';
import { type Caller, CallerOf } from '../http/caller.js';
import { notFound } from '../http/http.problems.js';
import { Operation } from '../http/operation.js';
import { mandateMissing } from '../mandates/mandate.problems.js';
import { contentGone, notCollected, sealedForOthers } from './exchange.problems.js';
import { importResultRefused, notConfirmed } from './life.problems.js';
import { onEach } from './on-each.js';
import { OutcomesView } from './outcome.view.js';
import { ReportImport } from './report-import.js';
import { exampleTransmissionId, TransmissionView } from './transmission.view.js';

export class ImportStatement {
  @ApiProperty({
    minLength: 1,
    maxLength: 524288,
    description:
      'JWS compact (typ careplan-import-result+jws) over {jti, iat, aud, kind: "imported" | "import-failed", transmission, client, office, contentSha256, cells: [{file, row, column, reason, code}]} / 署名付き取込結果',
    example: 'eyJhbGciOiJFUzI1NiIs…',
  })
  statement!: string;
}

export class ImportToTell extends ImportStatement {
  @ApiProperty({ format: 'uuid', description: 'Transmission id / 電文ID', example: exampleTransmissionId })
  transmission!: string;
}

export class ImportsToTell {
  @ApiProperty({ type: [ImportToTell], minItems: 1, maxItems: 200, description: 'Statements / 署名付き取込結果の一覧' })
  results!: ImportToTell[];
}

/** 取込結果 from the destination's software back to the sender. */
@ApiTags('exchange')
@Controller('v1')
export class ImportController {
  constructor(private readonly reportImport: ReportImport) {}

  @Post('transmissions/:id/import-result')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Tell whether the files were imported', ja: '取込結果の報告' },
    description: {
      en: 'Signed by the destination after it has confirmed. A failure names the cells (file, row, column, a reason of a closed list, the software’s own code), never a value; the sender sees them in its outbox and history. A failed import may be told again until it has succeeded; repeating changes nothing, so it needs no Idempotency-Key.',
      ja: '受領確認の後に送信先が署名して報告します。失敗の場合はセル（ファイル・行・列・理由コード・ソフトのエラーコード）を示し、値は含みません。送信元は送信一覧と履歴で確認できます。成功するまで再報告できます。',
    },
    allow: ['office', 'relay', 'network'],
    problems: [notFound, mandateMissing, notCollected, notConfirmed, contentGone, sealedForOthers, importResultRefused],
  })
  @ApiParam({ name: 'id', description: 'Transmission id / 電文ID', example: exampleTransmissionId })
  @ApiOkResponse({ type: TransmissionView, description: 'As told / 報告済' })
  async tell(
    @CallerOf() caller: Caller,
    @Param('id') id: string,
    @Body() { statement }: ImportStatement,
  ): Promise<TransmissionView> {
    return TransmissionView.forDestination(await this.reportImport.run(caller, id, statement));
  }

  @Post('import-results')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Tell the results of many imports', ja: '取込結果の一括報告' },
    description: {
      en: 'One signed statement for each transmission; each stands for itself. Repeating it changes nothing, so it needs no Idempotency-Key.',
      ja: '電文ごとの署名付き取込結果をまとめて送ります。結果は電文ごとに返します。繰り返しても結果は変わりません。',
    },
    allow: ['office', 'relay', 'network'],
  })
  @ApiOkResponse({ type: OutcomesView, description: 'One outcome each, in the order sent / 電文ごとの結果' })
  async tellMany(
    @CallerOf() caller: Caller,
    @Body() { results }: ImportsToTell,
    @Req() request: FastifyRequest,
  ): Promise<OutcomesView> {
    const tell = ({ transmission, statement }: ImportToTell) => this.reportImport.run(caller, transmission, statement);
    return { outcomes: await onEach(results, recordItems(request), tell) };
  }
}
