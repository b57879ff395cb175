import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiParam,
  ApiProperty,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Config } from '../config/config.js';
import { type Caller, CallerOf, type Reply } from '../http/caller.js';
import {
  idempotencyKeyReused,
  notFound,
  requestStillRunning,
  tooLarge,
  unsupportedMediaType,
} from '../http/http.problems.js';
import { giveAnswer } from '../http/idempotency.js';
import { uploadMalformed } from '../http/multipart.js';
import { createdHeaders, Operation } from '../http/operation.js';
import { mandateMissing } from '../mandates/mandate.problems.js';
import { reprDigest } from '../sealing/digest.js';
import { FREE_TEXT_FORM, FREE_TEXT_MAX } from '../sealing/free-text.js';
import { CollectContent } from './collect-content.js';
import { ConfirmCollection } from './confirm-collection.js';
import { ConfirmationStatement, EventListView, HopToReport, sealedContentExample } from './collection.view.js';
import {
  attachmentsNotAccepted,
  checkFailed,
  confirmationRefused,
  contentGone,
  destinationNotConnected,
  destinationUnknown,
  filesMismatch,
  manifestNotForYou,
  manifestRefused,
  manifestReplayed,
  manifestStale,
  notCollected,
  processingFailed,
  notOneUnit,
  sealedForOthers,
  sentByAnother,
  sequenceReused,
  versionNotAccepted,
} from './exchange.problems.js';
import { messageMismatch, messageRefused, messageTooLong } from './message.problems.js';
import { ReportHop } from './report-hop.js';
import { SendTransmission } from './send-transmission.js';
import { TrackTransmission } from './track-transmission.js';
import { exampleTransmissionId, TransmissionView } from './transmission.view.js';
import { Upload } from './upload.js';

export class SendQuery {
  @ApiProperty({
    required: false,
    default: false,
    description:
      'Checked now, but held until it is released or discarded; nobody else sees it / 点検だけ行い、送信は保留する（登録・保留）',
    example: false,
  })
  hold!: boolean;
}

const idParam = { name: 'id', description: 'Transmission id / 電文ID', example: exampleTransmissionId };
const location = createdHeaders(`/v1/transmissions/${exampleTransmissionId}`);

@ApiTags('exchange')
@ApiExtraModels(SendQuery)
@Controller('v1/transmissions')
export class TransmissionsController {
  constructor(
    private readonly config: Config,
    private readonly sendTransmission: SendTransmission,
    private readonly collectContent: CollectContent,
    private readonly confirmCollection: ConfirmCollection,
    private readonly reportHop: ReportHop,
    private readonly trackTransmission: TrackTransmission,
  ) {}

  @Post()
  @Operation({
    summary: { en: 'Send one unit to one office', ja: '送信（1送信単位・1送信先）' },
    description: {
      en: 'First part: the signed manifest; then, if there is one, a message to the other side (at most 500 characters, sealed with the files); then the files as they are. Checked, sealed for the destination and final at once (201). Larger uploads, or Prefer: respond-async, are answered 202 and checked in the background. The very same unit again is answered 200 with its first transmission; its files make a unit the same, so another message changes nothing. With hold=true it is checked and kept (held), and goes out when it is released.',
      ja: '最初のパートは署名付きマニフェスト、続けて（あれば）相手への連絡文（500文字以内。ファイルと共に暗号化）、続けてファイルをそのまま送ります。点検・暗号化まで即時に確定します（201）。大きい場合又はPrefer: respond-asyncの場合は202を返し、後で点検します。同じ送信単位の再送には200で最初の電文を返します（ファイルが同じなら、連絡文が違っても同じ送信単位です）。hold=trueでは点検だけ行って保留し、releaseで送信します。',
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
      messageMismatch,
      messageTooLong,
      messageRefused,
      filesMismatch,
      checkFailed,
      notOneUnit,
      destinationUnknown,
      destinationNotConnected,
      versionNotAccepted,
      attachmentsNotAccepted,
      processingFailed,
      sequenceReused,
      sentByAnother,
      idempotencyKeyReused,
      requestStillRunning,
    ],
  })
  @ApiHeader({
    name: 'Prefer',
    required: false,
    description: 'respond-async: answer 202 at once (RFC 7240) / 非同期応答',
    schema: { type: 'string' },
    example: 'respond-async',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    description:
      'manifest first, then the message, if any, then one part file per file, with its file name / マニフェスト、（連絡文）、ファイルの順',
    schema: {
      type: 'object',
      required: ['manifest', 'file'],
      properties: {
        manifest: {
          type: 'string',
          description:
            'JWS compact (typ careplan-manifest+jws; RS256, PS256 or ES256; x5t#S256, x5c) over {jti, iat, aud, client, sender, destinations, files:[{name,size,sha256}], messageSha256?}',
          example: 'eyJhbGciOiJFUzI1NiIs…',
        },
        message: {
          type: 'string',
          maxLength: FREE_TEXT_MAX,
          pattern: FREE_TEXT_FORM,
          description:
            'To the other side: text/plain in UTF-8, whose SHA-256 is messageSha256 of the manifest; personal data, and sealed as such / 連絡文（図表128）',
          example: '先月分の訂正です。ご確認ください。',
        },
        file: {
          type: 'array',
          items: { type: 'string', format: 'binary' },
          description: 'The files, byte for byte / ファイル',
        },
      },
    },
  })
  @ApiCreatedResponse({
    type: TransmissionView,
    description: 'Accepted and available to the destination / 受付済・到着済',
    headers: location,
  })
  @ApiAcceptedResponse({
    type: TransmissionView,
    description: 'Staged; Location tells how the check ends / 点検中',
    headers: location,
  })
  @ApiOkResponse({
    type: TransmissionView,
    description: 'This very unit was sent before / 送信済み',
    headers: location,
  })
  async send(
    @CallerOf() caller: Caller,
    @Req() request: FastifyRequest,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Headers('prefer') prefer: string | undefined,
    @Query() { hold }: SendQuery,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<unknown> {
    const upload = Upload.of(request, {
      bytes: this.config.submissionLimitBytes,
      files: this.config.submissionFileLimit,
    });
    const respondAsync = /(^|[\s,;])respond-async($|[\s,;])/i.test(prefer ?? '');
    try {
      return giveAnswer(reply, await this.sendTransmission.run(caller, upload, { idempotencyKey, respondAsync, hold }));
    } finally {
      await upload.close();
    }
  }

  @Get(':id')
  @Operation({
    summary: { en: 'Where a transmission is', ja: '電文の状態照会' },
    allow: ['office', 'relay', 'network'],
    problems: [notFound],
  })
  @ApiParam(idParam)
  @ApiOkResponse({ type: TransmissionView, description: 'The transmission / 電文' })
  async find(@CallerOf() caller: Caller, @Param('id') id: string): Promise<TransmissionView> {
    return this.trackTransmission.find(caller, id);
  }

  @Get(':id/events')
  @Operation({
    summary: { en: 'History of a transmission, for its sender', ja: '電文の履歴（送信元）' },
    allow: ['office', 'relay', 'network'],
    problems: [notFound],
  })
  @ApiParam(idParam)
  @ApiOkResponse({ type: EventListView, description: 'Oldest first / 古い順' })
  async events(@CallerOf() caller: Caller, @Param('id') id: string): Promise<EventListView> {
    return EventListView.from(await this.trackTransmission.eventsOf(caller, id));
  }

  @Get(':id/content')
  @Operation({
    summary: { en: 'Collect the sealed content', ja: '受信（暗号化された内容の取得）' },
    description: {
      en: 'JWE General JSON, one recipient for each active certificate of the destination. The first call makes the transmission collected. Decrypted, it is a zip of manifest.jws and files/.',
      ja: 'JWE（General JSON）。送信先の有効な証明書ごとに受信者があります。最初の取得で受信済になります。復号するとmanifest.jwsとfiles/を含むzipです。',
    },
    allow: ['office', 'relay', 'network'],
    problems: [notFound, contentGone, sealedForOthers],
  })
  @ApiParam(idParam)
  @ApiOkResponse({
    description: 'The sealed content / 暗号化された内容',
    headers: {
      'Repr-Digest': {
        description: 'SHA-256 of the answer (RFC 9530)',
        schema: { type: 'string' },
        example: 'sha-256=:n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=:',
      },
    },
    content: { 'application/jose+json': { schema: { type: 'object' }, example: sealedContentExample } },
  })
  async content(
    @CallerOf() caller: Caller,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<Buffer> {
    const sealed = await this.collectContent.run(caller, id);
    void reply
      .header('content-type', 'application/jose+json')
      .header('repr-digest', reprDigest(sealed))
      .header('cache-control', 'no-store');
    return sealed;
  }

  @Post(':id/hops')
  @HttpCode(204)
  @Operation({
    summary: { en: 'Report where a carried transmission is', ja: '代行業者による到達報告' },
    description: {
      en: 'By the relay or network that carries it to the destination; the sender sees it in the history. The first report of a hop counts, so repeating needs no Idempotency-Key.',
      ja: '送信先の代行業者が、受信済又は事業所への引渡済を報告します。送信元は履歴で確認できます。同じ報告の繰り返しは結果を変えません。',
    },
    allow: ['relay', 'network'],
    problems: [notFound],
  })
  @ApiParam(idParam)
  @ApiNoContentResponse({ description: 'Reported / 報告済' })
  async hop(@CallerOf() caller: Caller, @Param('id') id: string, @Body() body: HopToReport): Promise<void> {
    await this.reportHop.run(caller, id, body.hop);
  }

  @Post(':id/confirmation')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Confirm receipt', ja: '受領確認' },
    description: {
      en: 'A statement signed by the destination over the SHA-256 of the decrypted content package. Repeating it changes nothing, so it needs no Idempotency-Key.',
      ja: '復号した内容のSHA-256に対する送信先の署名付き申告です。繰り返しても結果は変わりません。',
    },
    allow: ['office', 'relay', 'network'],
    problems: [notFound, mandateMissing, notCollected, contentGone, sealedForOthers, confirmationRefused],
  })
  @ApiParam(idParam)
  @ApiOkResponse({ type: TransmissionView, description: 'Confirmed / 受領確認済' })
  async confirm(
    @CallerOf() caller: Caller,
    @Param('id') id: string,
    @Body() body: ConfirmationStatement,
  ): Promise<TransmissionView> {
    return TransmissionView.forDestination(await this.confirmCollection.run(caller, id, body.statement));
  }
}
