import { Readable } from 'node:stream';
import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiExtraModels, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { type Caller, CallerOf, type Reply } from '../http/caller.js';
import { tooLarge, unsupportedMediaType } from '../http/http.problems.js';
import { languageOf } from '../http/language.js';
import { Operation } from '../http/operation.js';
import { masterHeader } from './directory.problems.js';
import { ImportMaster } from './import-master.js';
import { masterCharset } from './master-file.js';
import { masterReport, masterReportCsv } from './master-report.js';
import { MasterReportView } from './master.view.js';

@ApiTags('directory')
@ApiExtraModels(MasterReportView)
@Controller('v1/offices')
export class MasterController {
  constructor(private readonly importMaster: ImportMaster) {}

  @Post('master')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Import the office master as CSV', ja: '事業所マスタの取込（CSV）' },
    description: {
      en: [
        'Up to 100,000 rows and 32 MiB, in UTF-8 or, with charset=shift_jis or windows-31j, in MS932. The header row names the columns, in any order: number, name, nameKana, prefecture, serviceTypes (codes or names, apart by space, ; or 、); optional are versions, attachments, fax, mail. Other columns are passed over and named in ignoredColumns.',
        'Each row stands for itself: good rows are taken over together, bad ones are told with their reasons. Rows of one office that differ in their service types only are united. A column that the file does not have leaves offices as they are; new ones get all held versions and no attachments. What an office has stated of itself stays.',
        'With Accept: text/csv the answer has one line for every row. Repeating an import changes nothing, so it needs no Idempotency-Key.',
      ].join('\n\n'),
      ja: [
        '最大10万行・32MiB。文字コードはUTF-8（既定）又はMS932（charset=shift_jis、windows-31j）です。1行目は見出しで、列の順序は自由です: 事業所番号、事業所名、フリガナ、都道府県、サービス種類（コード又は名称。複数は空白・;・、で区切る）。任意: CSVバージョン、添付ファイル、FAX、メール。その他の列は読み飛ばし、ignoredColumnsに示します。',
        '行ごとに判定し、正しい行だけをまとめて取り込み、誤りのある行は理由を示します。サービス種類だけが異なる同じ事業所の行は統合します。ファイルにない列の内容は変更しません（新規は全バージョン可・添付不可）。事業所自身が登録した受信可否は上書きしません。',
        'Accept: text/csv とすると全行の結果をCSVで返します。同じ取込を繰り返しても結果は変わらないため、Idempotency-Keyは不要です。',
      ].join('\n\n'),
    },
    allow: ['operator'],
    problems: [masterHeader, tooLarge, unsupportedMediaType],
  })
  @ApiConsumes('text/csv')
  @ApiBody({
    description: 'The master, with a header row / 見出し行のあるCSV',
    schema: {
      type: 'string',
      example:
        '事業所番号,事業所名,フリガナ,都道府県,サービス種類\r\n1370000011,K事業所,ケイジギョウショ,東京都,11 15\r\n',
    },
  })
  @ApiOkResponse({
    description: 'What became of the rows / 取込結果',
    content: {
      'application/json': { schema: { $ref: getSchemaPath(MasterReportView) } },
      'text/csv': {
        schema: { type: 'string', example: 'row,officeNumber,outcome,reason\r\n1,1370000011,created,\r\n' },
      },
    },
  })
  async import(
    @CallerOf() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<MasterReportView | string> {
    try {
      const charset = masterCharset(request.headers['content-type'] ?? '');
      if (!(request.body instanceof Readable) || charset === null) throw unsupportedMediaType();
      const imported = await this.importMaster.run(caller, request.body, charset);
      const language = languageOf(request.raw);
      void reply.header('vary', 'Accept, Accept-Language').header('content-language', language);
      const wanted = new Negotiator(request.raw).mediaType(['application/json', 'text/csv']);
      if (wanted !== 'text/csv') return masterReport(imported, language);
      void reply.header('content-type', 'text/csv; charset=utf-8');
      return masterReportCsv(imported, language);
    } finally {
      // What was not read must still be drained: nothing behind it on the same connection would ever be answered.
      request.raw.resume();
    }
  }
}
