import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiExtraModels, ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import { exampleTransmissionId } from '../exchange/transmission.view.js';
import { type Caller, CallerOf, type Reply } from '../http/caller.js';
import { idempotencyKeyReused, notFound, requestStillRunning } from '../http/http.problems.js';
import { giveAnswer } from '../http/idempotency.js';
import { createdHeaders, Operation } from '../http/operation.js';
import { mandateMissing } from '../mandates/mandate.problems.js';
import { CloseNotice } from './close-notice.js';
import { GiveNotice } from './give-notice.js';
import { ListNotices } from './list-notices.js';
import {
  noticeCellsRefused,
  noticeLimit,
  noticeOtherSide,
  noticeRecallInstead,
  noticeState,
  noticeTextUnreadable,
} from './notice.problems.js';
import {
  exampleNoticeId,
  NoticePageView,
  NoticeQuery,
  NoticesView,
  NoticeToClose,
  NoticeToGive,
  NoticeView,
  NoticeWithTextView,
} from './notice.view.js';
import { ReadNotice } from './read-notice.js';

const transmissionParam = { name: 'id', description: 'Transmission id / 電文ID', example: exampleTransmissionId };
const idParam = { name: 'id', description: 'Notice id / 連絡ID', example: exampleNoticeId };

/** 連絡: what the two sides of a transmission tell each other about it. */
@ApiTags('notices')
@ApiExtraModels(NoticeQuery)
@Controller('v1')
export class NoticesController {
  constructor(
    private readonly giveNotice: GiveNotice,
    private readonly listNotices: ListNotices,
    private readonly readNotice: ReadNotice,
    private readonly closeNotice: CloseNotice,
  ) {}

  @Post('transmissions/:id/notices')
  @Operation({
    summary: { en: 'Tell the other side something about a transmission', ja: '電文についての連絡' },
    description: {
      en: 'The destination asks for a resend (resend-request), names wrong cells (defect) or remarks something, once it has collected; a resend also of what was recalled, has expired, or cannot be opened. The sender asks not to import what was sent by mistake (withdraw-please), or remarks something. A newer unit of the same kind and month answers a resend-request or defect by itself. The text, at most 500 characters, is sealed at once for the other office, its carriers of this transmission, and the own side. A carrier needs the mandate (confirm for the destination, send for the sender).',
      ja: '送信先は、受信した電文について再送の依頼（resend-request）、セルを示した不備（defect）、連絡（remark）ができます。再送の依頼は、取消・期限切れの電文、復号できない電文にもできます。送信元は、誤って送った電文の取込中止の依頼（withdraw-please）と連絡（remark）ができます。再送の依頼と不備は、同じ種類・対象年月の新しい送信単位が届くと自動的に再送済となります。文章（500文字以内）は、相手の事業所とその代行業者及び自らの側に向けて直ちに暗号化されます。代行業者は委任（送信先側はconfirm、送信元側はsend）が必要です。',
    },
    allow: ['office', 'relay', 'network'],
    idempotent: true,
    problems: [
      notFound,
      mandateMissing,
      noticeOtherSide,
      noticeState,
      noticeRecallInstead,
      noticeLimit,
      noticeCellsRefused,
      noticeTextUnreadable,
      idempotencyKeyReused,
      requestStillRunning,
    ],
  })
  @ApiParam(transmissionParam)
  @ApiCreatedResponse({
    type: NoticeView,
    description: 'Given / 連絡済',
    headers: createdHeaders(`/v1/notices/${exampleNoticeId}`),
  })
  async give(
    @CallerOf() caller: Caller,
    @Param('id') id: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: NoticeToGive,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<unknown> {
    return giveAnswer(reply, await this.giveNotice.run(caller, id, key, body));
  }

  @Get('transmissions/:id/notices')
  @Operation({
    summary: { en: 'Notices on a transmission, of both sides', ja: '電文についての連絡の一覧' },
    allow: ['office', 'relay', 'network'],
    problems: [notFound],
  })
  @ApiParam(transmissionParam)
  @ApiOkResponse({ type: NoticesView, description: 'Oldest first / 古い順' })
  ofTransmission(@CallerOf() caller: Caller, @Param('id') id: string): Promise<NoticesView> {
    return this.listNotices.ofTransmission(caller, id);
  }

  @Get('notices')
  @Operation({
    summary: { en: 'Notices received or given', ja: '連絡の一覧' },
    description: {
      en: 'In the order given; next goes on from here, now or later, and skips nothing. A relay or network sees those on the transmissions that it sees, for all its offices in one list.',
      ja: '連絡された順の一覧です。nextから続きを漏れなく取得できます。代行業者は、自らが確認できる電文についての連絡を、全事業所分まとめて取得できます。',
    },
    allow: ['office', 'relay', 'network'],
    problems: [mandateMissing],
  })
  @ApiOkResponse({ type: NoticePageView, description: 'A page / 一覧' })
  list(@CallerOf() caller: Caller, @Query() query: NoticeQuery): Promise<NoticePageView> {
    return this.listNotices.run(caller, query);
  }

  @Get('notices/:id')
  @Operation({
    summary: { en: 'Read a notice, with its sealed text', ja: '連絡の内容' },
    description: {
      en: 'When the side that it is for asks for it, it is read (readAt), and the other side sees that.',
      ja: '受けた側が取得すると既読（readAt）となり、相手側にも表示されます。',
    },
    allow: ['office', 'relay', 'network'],
    problems: [notFound],
  })
  @ApiParam(idParam)
  @ApiOkResponse({ type: NoticeWithTextView, description: 'The notice / 連絡' })
  async find(
    @CallerOf() caller: Caller,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<NoticeWithTextView> {
    void reply.header('cache-control', 'no-store');
    return this.readNotice.run(caller, id);
  }

  @Post('notices/:id/closing')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Close a notice', ja: '連絡の終了' },
    description: {
      en: 'By either side, when it is settled without a new transmission: done, declined, or no longer needed. The first closing stays; repeating it changes nothing, so it needs no Idempotency-Key. A carrier needs the same mandate as for giving one.',
      ja: '新しい送信によらず解決した場合に、どちらの側でも終了できます（済み・対応しない・不要になった）。最初の終了が有効で、繰り返しても結果は変わりません。代行業者に必要な委任は連絡時と同じです。',
    },
    allow: ['office', 'relay', 'network'],
    problems: [notFound, mandateMissing],
  })
  @ApiParam(idParam)
  @ApiOkResponse({ type: NoticeView, description: 'Closed / 終了' })
  close(@CallerOf() caller: Caller, @Param('id') id: string, @Body() { reason }: NoticeToClose): Promise<NoticeView> {
    return this.closeNotice.run(caller, id, reason);
  }
}
