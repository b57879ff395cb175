import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiExtraModels, ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import { type Caller, CallerOf } from '../../http/caller.js';
import { notFound } from '../../http/http.problems.js';
import { Operation } from '../../http/operation.js';
import { readers } from '../feed/reader.js';
import { subscriptionState } from '../subscriptions/subscription.problems.js';
import { exampleSubscriptionId } from '../subscriptions/subscription.view.js';
import { nothingDelivered } from './delivery.problems.js';
import {
  DeliveriesQuery,
  DeliveryPageView,
  DeliveryWithAttemptsView,
  exampleEventId,
  ReplayRequest,
  ReplayView,
} from './delivery.view.js';
import { FollowDeliveries } from './follow-deliveries.js';

const idParam = { name: 'id', description: 'Subscription id / 通知設定ID', example: exampleSubscriptionId };
const eventParam = { name: 'event', description: 'Event id / イベントID', example: exampleEventId };

@ApiTags('subscriptions')
@ApiExtraModels(DeliveriesQuery)
@Controller('v1/subscriptions/:id')
export class DeliveriesController {
  constructor(private readonly deliveries: FollowDeliveries) {}

  @Get('deliveries')
  @Operation({
    summary: { en: 'What a subscription was told', ja: '通知の送信記録' },
    allow: readers,
    problems: [notFound, nothingDelivered],
  })
  @ApiParam(idParam)
  @ApiOkResponse({ type: DeliveryPageView, description: 'A page / 一覧' })
  list(
    @CallerOf() caller: Caller,
    @Param('id') id: string,
    @Query() query: DeliveriesQuery,
  ): Promise<DeliveryPageView> {
    return this.deliveries.list(caller, id, query);
  }

  @Get('deliveries/:event')
  @Operation({
    summary: { en: 'One delivery, with every attempt', ja: '通知の送信記録（送信ごとの結果）' },
    allow: readers,
    problems: [notFound, nothingDelivered],
  })
  @ApiParam(idParam)
  @ApiParam(eventParam)
  @ApiOkResponse({ type: DeliveryWithAttemptsView, description: 'The delivery / 送信記録' })
  find(
    @CallerOf() caller: Caller,
    @Param('id') id: string,
    @Param('event') event: string,
  ): Promise<DeliveryWithAttemptsView> {
    return this.deliveries.find(caller, id, event);
  }

  @Post('deliveries/:event/replay')
  @HttpCode(202)
  @Operation({
    summary: { en: 'Tell one event again', ja: '通知の再送' },
    description: {
      en: 'Under the same id, whatever became of it before; one that is on its way stays so. No Idempotency-Key: repeated, it is told once more at the most.',
      ja: '以前の結果にかかわらず、同じIDで再送します。送信待ちのものはそのままです。',
    },
    allow: readers,
    problems: [notFound, nothingDelivered, subscriptionState],
  })
  @ApiParam(idParam)
  @ApiParam(eventParam)
  @ApiAcceptedResponse({ type: DeliveryWithAttemptsView, description: 'On its way / 送信待ち' })
  replay(
    @CallerOf() caller: Caller,
    @Param('id') id: string,
    @Param('event') event: string,
  ): Promise<DeliveryWithAttemptsView> {
    return this.deliveries.replay(caller, id, event);
  }

  @Post('replays')
  @HttpCode(202)
  @Operation({
    summary: { en: 'Tell again what has failed', ja: '失敗した通知の一括再送' },
    description: {
      en: 'The oldest 1,000 of those that failed since a time; while more is true, repeat it. What happened while the subscription was disabled is not among them: read it from GET /v1/events.',
      ja: '指定日時以後に失敗した通知を、古いものから最大1,000件再送します。moreがtrueの間、繰り返してください。停止中の出来事は含みません（GET /v1/eventsで取得できます）。',
    },
    allow: readers,
    problems: [notFound, nothingDelivered, subscriptionState],
  })
  @ApiParam(idParam)
  @ApiAcceptedResponse({ type: ReplayView, description: 'On their way / 送信待ち' })
  replayFailed(@CallerOf() caller: Caller, @Param('id') id: string, @Body() body: ReplayRequest): Promise<ReplayView> {
    return this.deliveries.replayFailed(caller, id, new Date(body.since));
  }

  @Post('test')
  @HttpCode(202)
  @Operation({
    summary: { en: 'Try it out', ja: '通知の試験送信' },
    description: {
      en: 'Sends an event of kind subscription-tested to this subscription alone. No Idempotency-Key: repeated, it is another test.',
      ja: '種類subscription-testedのイベントを、この通知設定だけに送ります。',
    },
    allow: readers,
    problems: [notFound, nothingDelivered, subscriptionState],
  })
  @ApiParam(idParam)
  @ApiAcceptedResponse({ type: DeliveryWithAttemptsView, description: 'On its way / 送信待ち' })
  test(@CallerOf() caller: Caller, @Param('id') id: string): Promise<DeliveryWithAttemptsView> {
    return this.deliveries.test(caller, id);
  }
}
