import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, CallerOf, type Reply } from '../http/caller.js';
import { Conditional, entityTagHeader } from '../http/conditional.js';
import { Operation } from '../http/operation.js';
import { preferenceApplied, preferHeader } from '../http/preference.js';
import { mandateMissing } from '../mandates/mandate.problems.js';
import { AwaitInbox } from './await-inbox.js';
import { CountInbox } from './count-inbox.js';
import {
  InboxCountsQuery,
  InboxCountsView,
  InboxQuery,
  OutboxQuery,
  rowsOf,
  TransmissionPageView,
} from './listing.view.js';
import { ListTransmissions } from './list-transmissions.js';

@ApiTags('exchange')
@ApiExtraModels(InboxQuery, OutboxQuery, InboxCountsQuery)
@Controller('v1')
export class ListingsController {
  constructor(
    private readonly listTransmissions: ListTransmissions,
    private readonly awaitInbox: AwaitInbox,
    private readonly countInbox: CountInbox,
  ) {}

  @Get('inbox')
  @Conditional(preferenceApplied, rowsOf)
  @Operation({
    summary: { en: 'What has arrived for the office, or for all offices of a carrier', ja: '受信一覧' },
    description: {
      en: 'Complete rows in order of arrival. next goes on from here, now or later, and skips nothing. Import units in ascending sequence: order=sequence gives them so. A relay or network sees, in one list for all its offices, what was sealed for it while their mandate (collect) stands. With Prefer: wait=30 an empty page (or, with If-None-Match, an unchanged one) is answered as soon as something arrives, at the latest after so many seconds.',
      ja: '到着順の一覧です。nextから続きを漏れなく取得できます。取込は連番の昇順で行ってください（order=sequence）。代行業者は、有効な委任（collect）がある全事業所の電文を1回で取得できます。Prefer: wait=30を付けると、新しい電文がない場合（If-None-Matchを付けたときは変更がない場合）、到着するまで最大30秒応答を待ちます。',
    },
    allow: ['office', 'relay', 'network'],
    problems: [mandateMissing],
  })
  @ApiHeader(preferHeader)
  @ApiOkResponse({
    type: TransmissionPageView,
    description: 'A page / 一覧',
    headers: { ...entityTagHeader, ...preferenceApplied },
  })
  async inbox(
    @CallerOf() caller: Caller,
    @Query() query: InboxQuery,
    @Headers('prefer') prefer: string | undefined,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<TransmissionPageView> {
    const onHangUp = (listener: () => void) => (reply.raw.closed ? listener() : void reply.raw.once('close', listener));
    const { page, applied } = await this.awaitInbox.run(caller, query, { prefer, ifNoneMatch, onHangUp });
    if (applied !== null) void reply.header('preference-applied', applied);
    return page;
  }

  @Get('inbox/counts')
  @Conditional()
  @Operation({
    summary: { en: 'How much is open and unread, by kind and office', ja: '受信件数（未処理・未読）' },
    description: {
      en: 'Of what is open: not confirmed yet. Unread is what nobody has collected.',
      ja: '未処理（受領確認前）の件数です。未読は未受信の件数です。',
    },
    allow: ['office', 'relay', 'network'],
    problems: [mandateMissing],
  })
  @ApiOkResponse({ type: InboxCountsView, description: 'The counts / 件数', headers: entityTagHeader })
  counts(@CallerOf() caller: Caller, @Query() query: InboxCountsQuery): Promise<InboxCountsView> {
    return this.countInbox.run(caller, query);
  }

  @Get('outbox')
  @Conditional({}, rowsOf)
  @Operation({
    summary: { en: 'What was sent, and what became of it', ja: '送信一覧（送達状況）' },
    description: {
      en: 'An office sees all that was sent from it, whoever carried it. A relay or network sees what it sent itself, while the mandate (send) of that office stands.',
      ja: '事業所は自らの送信（代行業者による送信を含む）を、代行業者は有効な委任（send）がある事業所のために自ら送信したものを確認できます。',
    },
    allow: ['office', 'relay', 'network'],
    problems: [mandateMissing],
  })
  @ApiOkResponse({ type: TransmissionPageView, description: 'A page / 一覧', headers: entityTagHeader })
  outbox(@CallerOf() caller: Caller, @Query() query: OutboxQuery): Promise<TransmissionPageView> {
    return this.listTransmissions.outbox(caller, query);
  }
}
