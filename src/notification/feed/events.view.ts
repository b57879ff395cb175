import { ApiProperty } from '@nestjs/swagger';
import { toldKinds } from '../../events/audience.js';
import { type EventKind } from '../../events/event.js';
import { FeedEvent } from './feed.store.js';

const exampleId = '01955c2e-7c00-7000-8000-000000000020';

export class EventsQuery {
  @ApiProperty({
    required: false,
    maxLength: 4096,
    description:
      'next of the previous answer, or the id of an event of a stream; latest for what comes from now on; from the beginning when left out / 前回応答のnext（latestは以後の分のみ。省略時は最初から）',
    example: 'WyJldmVudHMiLCIxNyJd',
  })
  after?: string;

  @ApiProperty({
    required: false,
    type: 'integer',
    minimum: 1,
    maximum: 1000,
    default: 100,
    description: 'Events in one answer / 最大件数',
    example: 100,
  })
  limit!: number;

  @ApiProperty({
    required: false,
    type: [String],
    items: { type: 'string', enum: [...toldKinds] },
    uniqueItems: true,
    description: 'Kinds of event; all when left out / 種類（省略時は全て）',
    example: ['transmission-available'],
  })
  kind?: EventKind[];

  @ApiProperty({
    required: false,
    type: [String],
    items: { type: 'string', pattern: '^[0-9A-Z]{10}$' },
    uniqueItems: true,
    maxItems: 100,
    description: 'Own offices; all that the caller acts for when left out / 自らの事業所番号（省略時は全て）',
    example: ['1370000011'],
  })
  office?: string[];
}

export class FeedEventView {
  @ApiProperty({
    format: 'uuid',
    description: 'Event id: the same in every way of being told / イベントID（どの通知方法でも同じ）',
    example: exampleId,
  })
  id!: string;

  @ApiProperty({ enum: [...toldKinds], description: 'What happened / 種類', example: 'transmission-available' })
  kind!: EventKind;

  @ApiProperty({ type: String, format: 'date-time', description: 'When / 日時', example: '2026-11-22T01:02:03.456Z' })
  at!: string;

  @ApiProperty({
    type: [String],
    description:
      'Your own offices that it is about; none when it is about yourself, as of a certificate / 対象の自らの事業所',
    example: ['1370000011'],
  })
  offices!: readonly string[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Office that sent / 送信元の事業所',
    example: '1371215102',
  })
  sender!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Office that it is sent to / 送信先の事業所',
    example: '1370000011',
  })
  destination!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'uuid',
    description: 'Transmission / 電文ID',
    example: '01955c2e-7c00-7000-8000-000000000010',
  })
  transmission!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'uuid',
    description: 'Submission or batch, for its sender / 送信（一括送信）のID。送信元のみ',
    example: null,
  })
  submission!: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'uuid', description: 'Notice / 連絡ID', example: null })
  notice!: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'uuid', description: 'Mandate / 委任ID', example: null })
  mandate!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Thumbprint of a certificate (SHA-256) / 証明書の拇印',
    example: null,
  })
  certificate!: string | null;

  static from(event: FeedEvent): FeedEventView {
    const { id, kind, at, offices, sender, destination, transmission, submission, notice, mandate, certificate } =
      event;
    const about = { transmission, submission, notice, mandate, certificate };
    return { id, kind, at: at.toISOString(), offices, sender, destination, ...about };
  }
}

export class EventPageView {
  @ApiProperty({ type: [FeedEventView], description: 'Oldest first / 古い順' })
  events!: FeedEventView[];

  @ApiProperty({
    description: 'Cursor to go on from, now or later / 続きのカーソル',
    example: 'WyJldmVudHMiLCIxNyJd',
  })
  next!: string;

  @ApiProperty({ description: 'Whether there are more now / 続きの有無', example: false })
  more!: boolean;
}
