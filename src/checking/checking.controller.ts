import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { tooLarge, unsupportedMediaType } from '../http/http.problems.js';
import { uploadMalformed } from '../http/multipart.js';
import { Operation } from '../http/operation.js';
import { CheckReportView } from './check-report.view.js';
import { CheckUpload } from './check-upload.js';

@ApiTags('checking')
@Controller('v1/checks')
export class CheckingController {
  constructor(private readonly checkUpload: CheckUpload) {}

  @Post()
  @HttpCode(200)
  @Operation({
    summary: { en: 'Check files against the standard; nothing is stored', ja: 'ファイルの点検（保存なし）' },
    description: {
      en: 'The same check as sending, for any number of units. It creates nothing, so it needs no Idempotency-Key.',
      ja: '送信時と同じ点検を行います。何も作成しないため、Idempotency-Keyは不要です。',
    },
    allow: ['office', 'relay', 'network', 'operator'],
    problems: [uploadMalformed, tooLarge, unsupportedMediaType],
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    description: 'One part file per file, with its file name / ファイル',
    schema: {
      type: 'object',
      required: ['file'],
      properties: {
        file: { type: 'array', items: { type: 'string', format: 'binary' }, description: 'Files / ファイル' },
      },
    },
  })
  @ApiOkResponse({
    type: CheckReportView,
    description: 'What was found; ok is false when there is an error / 点検結果',
  })
  async check(@Req() request: FastifyRequest): Promise<CheckReportView> {
    return CheckReportView.from(await this.checkUpload.run(request));
  }
}
