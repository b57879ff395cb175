import { Body, Controller, HttpCode, Post, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { recordItems } from '../http/access-record.js';
import { type Caller, CallerOf, type Reply } from '../http/caller.js';
import { Operation } from '../http/operation.js';
import { CollectMany } from './collect-many.js';
import { CollectionIndexView, ConfirmationsToMake, TransmissionsToCollect } from './collection.view.js';
import { ConfirmMany } from './confirm-many.js';
import { OutcomesView } from './outcome.view.js';

/** What relays and networks do for all their offices in one call; offices may, too. */
@ApiTags('exchange')
@ApiExtraModels(CollectionIndexView)
@Controller('v1')
export class BulkController {
  constructor(
    private readonly collectMany: CollectMany,
    private readonly confirmMany: ConfirmMany,
  ) {}

  @Post('collections')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Collect many contents as one zip', ja: '一括受信' },
    description: {
      en: 'Streams ID.jwe.json for each transmission, of whichever of the caller’s offices, and at last index.json (CollectionIndexView), which tells what became of each, its digest, sender and sequence. The order is the one asked for; entries are stored uncompressed, and each says its size before its bytes (beyond 4 GB: Zip64). A zip without index.json was cut off: every entry that came whole may be kept, and what is missing may be collected again with the same bytes, so no Idempotency-Key is needed.',
      ja: '電文ごとのID.jwe.jsonと、最後に結果一覧のindex.json（CollectionIndexView：結果、SHA-256、送信元、連番）を含むzipを、指定した順に返します。複数の事業所の電文を1回で取得できます。各ファイルは無圧縮で、サイズは内容の前に記録されます（4GB超はZip64）。index.jsonがないzipは途中で切れています。完全に届いたファイルは使用でき、足りない電文は同じ内容を再度取得できます。',
    },
    allow: ['office', 'relay', 'network'],
  })
  @ApiOkResponse({
    description: 'A zip / zipファイル',
    content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } },
  })
  async collect(
    @CallerOf() caller: Caller,
    @Body() body: TransmissionsToCollect,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<StreamableFile> {
    const zip = await this.collectMany.run(caller, body.transmissions, recordItems(request));
    void reply.header('cache-control', 'no-store');
    return new StreamableFile(zip, { type: 'application/zip' });
  }

  @Post('confirmations')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Confirm many receipts', ja: '一括受領確認' },
    description: {
      en: 'One signed statement for each transmission, of whichever of the caller’s offices. Each stands for itself. Repeating it changes nothing, so it needs no Idempotency-Key.',
      ja: '電文ごとの署名付き申告をまとめて送ります。複数の事業所の電文を含められ、結果は電文ごとに返します。繰り返しても結果は変わりません。',
    },
    allow: ['office', 'relay', 'network'],
  })
  @ApiOkResponse({
    type: OutcomesView,
    description: 'One outcome each, in the order sent / 電文ごとの結果',
  })
  async confirm(
    @CallerOf() caller: Caller,
    @Body() body: ConfirmationsToMake,
    @Req() request: FastifyRequest,
  ): Promise<OutcomesView> {
    return { outcomes: await this.confirmMany.run(caller, body.confirmations, recordItems(request)) };
  }
}
