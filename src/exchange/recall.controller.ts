import { Body, Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { recordItems } from '../http/access-record.js';
import { type Caller, CallerOf } from '../http/caller.js';
import { notFound } from '../http/http.problems.js';
import { Operation } from '../http/operation.js';
import { mandateMissing } from '../mandates/mandate.problems.js';
import { contentGone } from './exchange.problems.js';
import { ExtendRetention } from './extend-retention.js';
import { alreadyCollected, alreadyExtended, notRecallable } from './life.problems.js';
import { onEach } from './on-each.js';
import { OutcomesView, TransmissionsToActOn } from './outcome.view.js';
import { type RecallReason, recallReasons, RecallTransmission } from './recall-transmission.js';
import { TrackTransmission } from './track-transmission.js';
import { exampleTransmissionId, TransmissionView } from './transmission.view.js';

const idParam = { name: 'id', description: 'Transmission id / 電文ID', example: exampleTransmissionId };

const reasonProperty = {
  required: false,
  enum: [...recallReasons],
  default: 'other',
  description: 'Why; kept in the history / 取消の理由（履歴に残る）',
  example: 'wrong-destination',
} as const;

export class RecallToMake {
  @ApiProperty(reasonProperty)
  reason?: RecallReason;
}

export class RecallsToMake extends TransmissionsToActOn {
  @ApiProperty(reasonProperty)
  reason?: RecallReason;
}

export class ChainView {
  @ApiProperty({
    type: [TransmissionView],
    description: 'Of the same offices, kind and month, in the order of sequences / 連番順',
  })
  transmissions!: TransmissionView[];
}

@ApiTags('exchange')
@Controller('v1')
export class RecallController {
  constructor(
    private readonly recallTransmission: RecallTransmission,
    private readonly trackTransmission: TrackTransmission,
    private readonly extendRetention: ExtendRetention,
  ) {}

  @Post('transmissions/:id/recall')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Take a transmission back before it is collected', ja: '電文取消' },
    description: {
      en: 'Before its first byte has left only. Its content is deleted, its sequence is free again, and endReceipt proves it; the destination sees that it was recalled. Repeating it changes nothing, so it needs no Idempotency-Key. A carrier needs the mandate (recall), and recalls what it sent itself.',
      ja: '最初の1バイトが渡される前に限り取り消せます。内容は削除され、連番は再び使え、endReceiptが証となります。送信先には取消済と表示されます。繰り返しても結果は変わりません。代行業者は委任（recall）が必要で、自ら送信したものに限ります。',
    },
    allow: ['office', 'relay', 'network'],
    problems: [notFound, mandateMissing, alreadyCollected, notRecallable],
  })
  @ApiParam(idParam)
  @ApiOkResponse({ type: TransmissionView, description: 'Recalled / 取消済' })
  async recall(
    @CallerOf() caller: Caller,
    @Param('id') id: string,
    @Body() { reason }: RecallToMake,
  ): Promise<TransmissionView> {
    return TransmissionView.from(await this.recallTransmission.run(caller, id, reason ?? 'other'));
  }

  @Post('recalls')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Take many transmissions back', ja: '電文の一括取消' },
    description: {
      en: 'Each stands for itself: what was collected meanwhile stays collected. Repeating it changes nothing, so it needs no Idempotency-Key.',
      ja: '電文ごとに結果を返します。既に受信されたものは取り消されません。繰り返しても結果は変わりません。',
    },
    allow: ['office', 'relay', 'network'],
  })
  @ApiOkResponse({ type: OutcomesView, description: 'One outcome each, in the order sent / 電文ごとの結果' })
  async recallMany(
    @CallerOf() caller: Caller,
    @Body() { transmissions, reason }: RecallsToMake,
    @Req() request: FastifyRequest,
  ): Promise<OutcomesView> {
    const items = transmissions.map((transmission) => ({ transmission }));
    const recall = (id: string) => this.recallTransmission.run(caller, id, reason ?? 'other');
    return { outcomes: await onEach(items, recordItems(request), ({ transmission }) => recall(transmission)) };
  }

  @Post('transmissions/:id/extension')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Keep a transmission longer', ja: '保存期限の延長' },
    description: {
      en: 'By either side, once, before it ends; it adds RETENTION_EXTENSION_DAYS (20 unless set otherwise) to expiresAt. A second time is answered 409, so that it needs no Idempotency-Key.',
      ja: '送信元又は送信先が、期限前に1回だけ延長できます（既定20日）。2回目は409を返します。',
    },
    allow: ['office', 'relay', 'network'],
    problems: [notFound, alreadyExtended, contentGone],
  })
  @ApiParam(idParam)
  @ApiOkResponse({ type: TransmissionView, description: 'Kept until expiresAt / 延長済' })
  async extend(@CallerOf() caller: Caller, @Param('id') id: string): Promise<TransmissionView> {
    const { transmission, asSender } = await this.extendRetention.run(caller, id);
    return asSender ? TransmissionView.from(transmission) : TransmissionView.forDestination(transmission);
  }

  @Get('transmissions/:id/chain')
  @Operation({
    summary: { en: 'What a transmission replaced, and what replaced it', ja: '訂正・削除の連鎖' },
    description: {
      en: 'All units of the same offices, kind and month that stand, delete forms included, in the order of sequences, which is the order of import. What was recalled or has expired is no part of it. A carrier sees of it what it sent itself or what was sealed for it.',
      ja: '同じ事業所間・同じ種類・同じ対象年月の有効な送信単位（削除様式を含む）を連番順（取込順）に返します。取消・期限切れのものは含みません。代行業者には、自ら送信したもの又は自らに向けて暗号化されたものだけを返します。',
    },
    allow: ['office', 'relay', 'network'],
    problems: [notFound],
  })
  @ApiParam(idParam)
  @ApiOkResponse({ type: ChainView, description: 'The chain / 連鎖' })
  async chain(@CallerOf() caller: Caller, @Param('id') id: string): Promise<ChainView> {
    return { transmissions: await this.trackTransmission.chainOf(caller, id) };
  }
}
