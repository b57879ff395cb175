import { ApiProperty } from '@nestjs/swagger';
import { type EventKind } from '../../events/event.js';
import { PageQuery } from '../../http/page-query.js';
import { Delivery, DeliveryAttempt, type DeliveryState, deliveryStates } from './delivery.js';

export const exampleEventId = '01955c2e-7c00-7000-8000-000000000020';
const exampleMoment = '2026-11-22T01:02:03.456Z';

export class DeliveriesQuery extends PageQuery {
  @ApiProperty({
    required: false,
    enum: [...deliveryStates],
    description: 'Only those in this state / この状態のもののみ',
    example: 'failed',
  })
  state?: DeliveryState;
}

export class DeliveryView {
  @ApiProperty({
    format: 'uuid',
    description:
      'Event id, and webhook-id: by it the receiver knows what it has had already / イベントID（webhook-id）',
    example: exampleEventId,
  })
  event!: string;

  @ApiProperty({ type: String, description: 'What happened / 種類', example: 'transmission-available' })
  kind!: EventKind;

  @ApiProperty({
    type: String,
    format: 'date-time',
    description: 'When it happened / 発生日時',
    example: exampleMoment,
  })
  at!: string;

  @ApiProperty({
    enum: [...deliveryStates],
    description:
      'pending: to be tried at dueAt; cancelled: may not be told any more / 状態（pending: dueAtに送信予定、cancelled: 通知対象外となった）',
    example: 'delivered',
  })
  state!: DeliveryState;

  @ApiProperty({ type: 'integer', description: 'Attempts so far / 送信回数', example: 1 })
  attempts!: number;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'When it is tried next / 次の送信予定日時',
    example: null,
  })
  dueAt!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'When it was delivered or given up / 送信完了又は中止の日時',
    example: exampleMoment,
  })
  endedAt!: string | null;

  static from({ event, kind, at, state, attempts, dueAt, endedAt }: Delivery): DeliveryView {
    return {
      event,
      kind,
      at: at.toISOString(),
      state,
      attempts,
      dueAt: state === 'pending' ? dueAt.toISOString() : null,
      endedAt: endedAt?.toISOString() ?? null,
    };
  }
}

export class DeliveryPageView {
  @ApiProperty({ type: [DeliveryView], description: 'Newest first / 新しい順' })
  deliveries!: DeliveryView[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Cursor of older ones; null when there are none / 続きのカーソル',
    example: null,
  })
  next!: string | null;
}

export class DeliveryAttemptView {
  @ApiProperty({ type: 'integer', description: 'From 1 / 回', example: 1 })
  number!: number;

  @ApiProperty({ type: String, format: 'date-time', description: 'When it ended / 日時', example: exampleMoment })
  at!: string;

  @ApiProperty({ type: 'integer', description: 'How long it took / 所要時間（ミリ秒）', example: 84 })
  milliseconds!: number;

  @ApiProperty({
    description:
      'delivered; of a webhook: gone (410), redirect, status, timeout, connection, address-refused; of mail: deferred, refused, connection / 結果',
    example: 'delivered',
  })
  outcome!: string;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Status that the receiver answered with (HTTP or SMTP) / 相手の応答コード',
    example: 204,
  })
  status!: number | null;
}

export class DeliveryWithAttemptsView extends DeliveryView {
  @ApiProperty({ type: [DeliveryAttemptView], description: 'Every attempt, oldest first / 送信の履歴（古い順）' })
  history!: DeliveryAttemptView[];

  static of(delivery: Delivery, attempts: readonly DeliveryAttempt[]): DeliveryWithAttemptsView {
    return {
      ...DeliveryView.from(delivery),
      history: attempts.map(({ at, ...attempt }) => ({ ...attempt, at: at.toISOString() })),
    };
  }
}

export class ReplayRequest {
  @ApiProperty({
    type: String,
    format: 'date-time',
    description: 'Those that were to be delivered since then / この日時以後のものが対象',
    example: exampleMoment,
  })
  since!: string;
}

export class ReplayView {
  @ApiProperty({
    type: 'integer',
    description: 'How many are sent again, the oldest first / 再送する件数',
    example: 12,
  })
  replayed!: number;

  @ApiProperty({
    description: 'Whether there may be more: repeat it / 残りの有無（繰り返してください）',
    example: false,
  })
  more!: boolean;
}
