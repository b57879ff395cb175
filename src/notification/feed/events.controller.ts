import { Controller, Get, Headers, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import Negotiator from 'negotiator';
import { type Caller, CallerOf, type Reply } from '../../http/caller.js';
import { Operation } from '../../http/operation.js';
import { preferenceApplied, preferHeader } from '../../http/preference.js';
import { mandateMissing } from '../../mandates/mandate.problems.js';
import { AwaitEvents } from './await-events.js';
import { cursorTooOld, streamsTaken } from './events.problems.js';
import { EventPageView, EventsQuery, FeedEventView } from './events.view.js';
import { readers } from './reader.js';
import { StreamEvents } from './stream-events.js';

const eventStream = 'text/event-stream';

@ApiTags('events')
@ApiExtraModels(EventsQuery, EventPageView, FeedEventView)
@Controller('v1/events')
export class EventsController {
  constructor(
    private readonly awaitEvents: AwaitEvents,
    private readonly streamEvents: StreamEvents,
  ) {}

  @Get()
  @Operation({
    summary: { en: 'What has happened, for all your offices', ja: 'イベントの取得' },
    description: {
      en: 'In one order that never changes: next goes on from here, now or later, skips nothing and repeats nothing. An office is told of what it sent and of what was sent to it; a relay or network of what it sent or can open itself, while the mandate stands. Ids only: what they stand for is asked for separately. With Prefer: wait=30 an empty page is answered as soon as something happens, at the latest after so many seconds. With Accept: text/event-stream the events come as they happen, each under an id that is its cursor: Last-Event-ID goes on after it; with neither that nor after, from now on. A stream ends after an hour at the latest, and when the certificate ends.',
      ja: '順序は変わらず、nextから続きを漏れも重複もなく取得できます。事業所は自らの送受信、代行業者は自らが送信した又は復号できる電文のイベントを、委任が有効な間取得できます。内容は含まず、IDのみです。Prefer: wait=30を付けると、イベントがない場合は発生するまで最大30秒応答を待ちます。Accept: text/event-streamでは発生の都度届きます。各イベントのidがカーソルで、Last-Event-IDで続きから再開できます（指定がなければ以後の分のみ）。ストリームは最長1時間で終了し、証明書が無効になったときも終了します。',
    },
    allow: readers,
    problems: [mandateMissing, cursorTooOld, streamsTaken],
  })
  @ApiHeader(preferHeader)
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'Of a stream: id of the last event that was received / ストリームで最後に受けたイベントのid',
    schema: { type: 'string', maxLength: 4096 },
    example: 'WyJldmVudHMiLCIxNyJd',
  })
  @ApiOkResponse({
    description: 'A page, or a stream / 一覧又はストリーム',
    headers: preferenceApplied,
    content: {
      'application/json': { schema: { $ref: getSchemaPath(EventPageView) } },
      [eventStream]: {
        schema: { type: 'string', description: 'data is one event / dataは1件のイベント' },
        example:
          'id: WyJldmVudHMiLCIxNyJd\nevent: transmission-available\ndata: {"id":"01955c2e-7c00-7000-8000-000000000020", …}\n\n',
      },
    },
  })
  async events(
    @CallerOf() caller: Caller,
    @Query() query: EventsQuery,
    @Headers('accept') accept: string | undefined,
    @Headers('prefer') prefer: string | undefined,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<EventPageView | StreamableFile> {
    const onHangUp = (listener: () => void) => (reply.raw.closed ? listener() : void reply.raw.once('close', listener));
    const preferred = new Negotiator({ headers: { accept } }).mediaType(['application/json', eventStream]);
    if (preferred === eventStream) {
      void reply.headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
      const stream = await this.streamEvents.run(caller, query, lastEventId, onHangUp);
      return new StreamableFile(stream, { type: eventStream });
    }
    const { page, applied } = await this.awaitEvents.run(caller, query, prefer, onHangUp);
    if (applied !== null) void reply.header('preference-applied', applied);
    return page;
  }
}
