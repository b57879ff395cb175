import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { recordItems } from '../http/access-record.js';
import { type Caller, CallerOf } from '../http/caller.js';
import { notFound } from '../http/http.problems.js';
import { Operation } from '../http/operation.js';
import { DiscardTransmission } from './discard-transmission.js';
import {
  attachmentsNotAccepted,
  checkFailed,
  destinationNotConnected,
  destinationUnknown,
  versionNotAccepted,
} from './exchange.problems.js';
import { notHeld } from './life.problems.js';
import { onEach } from './on-each.js';
import { OutcomesView, TransmissionsToActOn } from './outcome.view.js';
import { ReleaseTransmission } from './release-transmission.js';
import { exampleTransmissionId, TransmissionView } from './transmission.view.js';

const idParam = { name: 'id', description: 'Transmission id / 電文ID', example: exampleTransmissionId };

/** 登録・保留: what was sent with hold=true is reviewed in the outbox, then released or discarded, singly or many. */
@ApiTags('exchange')
@Controller('v1')
export class HeldController {
  constructor(
    private readonly releaseTransmission: ReleaseTransmission,
    private readonly discardTransmission: DiscardTransmission,
  ) {}

  @Post('transmissions/:id/release')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Send what was held', ja: '保留の送信' },
    description: {
      en: 'Checks it again and seals it for the destination as it is now. With a problem it stays held. Repeating it changes nothing, so it needs no Idempotency-Key.',
      ja: '改めて点検し、現在の送信先の証明書に向けて暗号化して送信します。問題があれば保留のまま残ります。繰り返しても結果は変わりません。',
    },
    allow: ['office', 'relay', 'network'],
    problems: [
      notFound,
      notHeld,
      checkFailed,
      destinationUnknown,
      destinationNotConnected,
      versionNotAccepted,
      attachmentsNotAccepted,
    ],
  })
  @ApiParam(idParam)
  @ApiOkResponse({ type: TransmissionView, description: 'Available to the destination / 到着済' })
  async release(@CallerOf() caller: Caller, @Param('id') id: string): Promise<TransmissionView> {
    return TransmissionView.from(await this.releaseTransmission.run(caller, id));
  }

  @Post('transmissions/:id/discard')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Throw away what was held', ja: '保留の破棄' },
    description: {
      en: 'Its content is deleted, and its sequence is free again. Repeating it changes nothing, so it needs no Idempotency-Key.',
      ja: '内容を削除し、連番を再び使えるようにします。繰り返しても結果は変わりません。',
    },
    allow: ['office', 'relay', 'network'],
    problems: [notFound, notHeld],
  })
  @ApiParam(idParam)
  @ApiOkResponse({ type: TransmissionView, description: 'Discarded / 破棄済' })
  async discard(@CallerOf() caller: Caller, @Param('id') id: string): Promise<TransmissionView> {
    return TransmissionView.from(await this.discardTransmission.run(caller, id));
  }

  @Post('releases')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Send many that were held', ja: '保留の一括送信' },
    description: {
      en: 'Each stands for itself; what has a problem stays held. Repeating it changes nothing, so it needs no Idempotency-Key.',
      ja: '電文ごとに結果を返し、問題があるものは保留のまま残ります。繰り返しても結果は変わりません。',
    },
    allow: ['office', 'relay', 'network'],
  })
  @ApiOkResponse({ type: OutcomesView, description: 'One outcome each, in the order sent / 電文ごとの結果' })
  async releaseMany(
    @CallerOf() caller: Caller,
    @Body() { transmissions }: TransmissionsToActOn,
    @Req() request: FastifyRequest,
  ): Promise<OutcomesView> {
    const items = transmissions.map((transmission) => ({ transmission }));
    const release = (id: string) => this.releaseTransmission.run(caller, id);
    return { outcomes: await onEach(items, recordItems(request), ({ transmission }) => release(transmission)) };
  }

  @Post('discards')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Throw away many that were held', ja: '保留の一括破棄' },
    description: {
      en: 'Each stands for itself. Repeating it changes nothing, so it needs no Idempotency-Key.',
      ja: '電文ごとに結果を返します。繰り返しても結果は変わりません。',
    },
    allow: ['office', 'relay', 'network'],
  })
  @ApiOkResponse({ type: OutcomesView, description: 'One outcome each, in the order sent / 電文ごとの結果' })
  async discardMany(
    @CallerOf() caller: Caller,
    @Body() { transmissions }: TransmissionsToActOn,
    @Req() request: FastifyRequest,
  ): Promise<OutcomesView> {
    const items = transmissions.map((transmission) => ({ transmission }));
    const discard = (id: string) => this.discardTransmission.run(caller, id);
    return { outcomes: await onEach(items, recordItems(request), ({ transmission }) => discard(transmission)) };
  }
}
