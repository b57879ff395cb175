import { Controller, Get, Headers, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConsumes,
  ApiExtraModels,
  ApiOkResponse,
  ApiParam,
  ApiProperty,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Config } from '../../config/config.js';
import { type Caller, CallerOf, type Reply } from '../../http/caller.js';
import {
  idempotencyKeyReused,
  notFound,
  requestStillRunning,
  tooLarge,
  unsupportedMediaType,
} from '../../http/http.problems.js';
import { giveAnswer } from '../../http/idempotency.js';
import { uploadMalformed } from '../../http/multipart.js';
import { createdHeaders, Operation } from '../../http/operation.js';
import { PageQuery } from '../../http/page-query.js';
import { mandateMissing } from '../../mandates/mandate.problems.js';
import {
  filesMismatch,
  manifestNotForYou,
  manifestRefused,
  manifestReplayed,
  manifestStale,
} from '../exchange.problems.js';
import { BatchUpload } from './batch-upload.js';
import { batchEnded, destinationNotSigned } from './batch.problems.js';
import { BatchItemPageView, BatchPageView, BatchView, exampleBatchId } from './batch.view.js';
import { CancelBatch } from './cancel-batch.js';
import { SendBatch } from './send-batch.js';
import { ShowBatch } from './show-batch.js';

export class BatchQuery {
  @ApiProperty({
    required: false,
    default: false,
    description:
      'Every unit is checked now and held until it is released or discarded / 全ての送信単位を点検だけ行い、保留する',
    example: false,
  })
  hold!: boolean;
}

export class BatchListQuery extends PageQuery {}
export class BatchItemsQuery extends PageQuery {}

const idParam = { name: 'id', description: 'Batch id / 一括送信ID', example: exampleBatchId };

@ApiTags('batches')
@ApiExtraModels(BatchQuery, BatchListQuery, BatchItemsQuery)
@Controller('v1/batches')
export class BatchesController {
  constructor(
    private readonly config: Config,
    private readonly sendBatch: SendBatch,
    private readonly showBatch: ShowBatch,
    private readonly cancelBatch: CancelBatch,
  ) {}

  @Post()
  @Operation({
    summary: { en: 'Send many units to many offices in one go', ja: '一括送信（複数の送信単位・複数の送信先）' },
    description: {
      en: 'First the signed manifests, then the files: files of the standard, attachments, zips (案①) or combined CSVs (案②), up to 1,000 files for up to 100 destinations, all of one sender. Best is one manifest for each unit, naming its files and its one destination: it travels with the unit. One manifest over several units or over a zip names all destinations, and each of them gets an extract of it that is signed by the gateway and names its own files only. Every file is named by exactly one manifest. The answer is 202 at once; the files are then sorted by unit and destination, and each unit is checked, sealed and sent on its own: see the items. What belongs to no unit is named in unassigned, a destination that no manifest names is refused, and neither is guessed.',
      ja: '先に署名付きマニフェスト、続けてファイル（標準仕様のファイル、添付、zip（案①）、一括CSV（案②））を送ります。1,000ファイル・100送信先まで、送信元は1事業所です。送信単位ごとに1つのマニフェスト（その単位のファイルと1送信先）を推奨します。マニフェストはそのまま送信先に届きます。複数の送信単位やzipを1つのマニフェストで送る場合はdestinationsに全ての送信先を書きます。各送信先には、その送信先のファイルだけを記したゲートウェイ署名の抄本が届きます。各ファイルは必ず1つのマニフェストに含めてください。直ちに202を返し、送信単位・送信先ごとに仕分け、1件ずつ点検・暗号化・送信します。結果はitemsで確認できます。どの送信単位にも属さないファイルはunassignedに示し、マニフェストにない送信先には送りません。',
    },
    allow: ['office', 'relay', 'network'],
    idempotent: true,
    problems: [
      uploadMalformed,
      tooLarge,
      unsupportedMediaType,
      manifestRefused,
      manifestStale,
      manifestReplayed,
      manifestNotForYou,
      mandateMissing,
      filesMismatch,
      destinationNotSigned,
      idempotencyKeyReused,
      requestStillRunning,
    ],
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    description:
      'One or more parts manifest, then one part file per file, with its file name / マニフェスト（1つ以上）、続けてファイル',
    schema: {
      type: 'object',
      required: ['manifest', 'file'],
      properties: {
        manifest: {
          type: 'array',
          items: { type: 'string' },
          description:
            'JWS compact each (typ careplan-manifest+jws) over {jti, iat, aud, client, sender, destinations, files:[{name,size,sha256}]} / 署名付きマニフェスト',
          example: ['eyJhbGciOiJFUzI1NiIs…'],
        },
        file: {
          type: 'array',
          items: { type: 'string', format: 'binary' },
          description: 'The files, byte for byte / ファイル',
        },
      },
    },
  })
  @ApiAcceptedResponse({
    type: BatchView,
    description: 'Taken in; Location tells how it goes on / 受付済（処理中）',
    headers: createdHeaders(`/v1/batches/${exampleBatchId}`),
  })
  async send(
    @CallerOf() caller: Caller,
    @Req() request: FastifyRequest,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Query() { hold }: BatchQuery,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<unknown> {
    const { batchLimitBytes: bytes, batchFileLimit: files } = this.config;
    const upload = BatchUpload.of(request, { bytes, files });
    try {
      return giveAnswer(reply, await this.sendBatch.run(caller, upload, { idempotencyKey, hold }));
    } finally {
      await upload.close();
    }
  }

  @Get()
  @Operation({
    summary: { en: 'Batches that were sent', ja: '一括送信の一覧' },
    description: {
      en: 'The newest first. An office sees all of its own, whoever sent them; a carrier what it sent itself, while the mandate (send) of that office stands.',
      ja: '新しい順です。事業所は自らの一括送信（代行業者によるものを含む）を、代行業者は有効な委任（send）がある事業所のために自ら送信したものを確認できます。',
    },
    allow: ['office', 'relay', 'network'],
  })
  @ApiOkResponse({ type: BatchPageView, description: 'A page / 一覧' })
  list(@CallerOf() caller: Caller, @Query() query: BatchListQuery): Promise<BatchPageView> {
    return this.showBatch.list(caller, query);
  }

  @Get(':id')
  @Operation({
    summary: { en: 'How far a batch is', ja: '一括送信の状態' },
    description: {
      en: 'With the number of units in each state while it goes on, the files that belong to no unit, and the destinations that cannot take data with how to reach them.',
      ja: '処理中も状態別の送信単位数を返します。どの送信単位にも属さないファイルと、データを受信できない送信先（他の連絡手段）も示します。',
    },
    allow: ['office', 'relay', 'network'],
    problems: [notFound],
  })
  @ApiParam(idParam)
  @ApiOkResponse({ type: BatchView, description: 'The batch / 一括送信' })
  find(@CallerOf() caller: Caller, @Param('id') id: string): Promise<BatchView> {
    return this.showBatch.run(caller, id);
  }

  @Get(':id/items')
  @Operation({
    summary: { en: 'What became of each unit of a batch', ja: '一括送信の結果（送信単位ごと）' },
    description: {
      en: 'In ascending sequence. Empty until the batch is taken apart; from then on the items are always the same, and only their states change.',
      ja: '連番順です。仕分けが終わるまでは空で、以後は項目は変わらず状態だけが変わります。',
    },
    allow: ['office', 'relay', 'network'],
    problems: [notFound],
  })
  @ApiParam(idParam)
  @ApiOkResponse({ type: BatchItemPageView, description: 'A page / 一覧' })
  items(
    @CallerOf() caller: Caller,
    @Param('id') id: string,
    @Query() query: BatchItemsQuery,
  ): Promise<BatchItemPageView> {
    return this.showBatch.itemsOf(caller, id, query);
  }

  @Post(':id/cancellation')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Send no more of a batch', ja: '一括送信の取消' },
    description: {
      en: 'Units that still wait are cancelled; what was accepted stays, and can be recalled. Repeating it changes nothing, so it needs no Idempotency-Key.',
      ja: '未処理の送信単位を取り消します。受付済のものはそのまま残り、recallで取り消せます。繰り返しても結果は変わりません。',
    },
    allow: ['office', 'relay', 'network'],
    problems: [notFound, batchEnded],
  })
  @ApiParam(idParam)
  @ApiOkResponse({ type: BatchView, description: 'Cancelled / 取消済' })
  cancel(@CallerOf() caller: Caller, @Param('id') id: string): Promise<BatchView> {
    return this.cancelBatch.run(caller, id);
  }
}
