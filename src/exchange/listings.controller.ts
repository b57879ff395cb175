import { Controller, Get, Query } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type OfficeCaller, OfficeCallerOf } from '../http/caller.js';
import { Operation } from '../http/operation.js';
import { ListTransmissions } from './list-transmissions.js';
import { InboxQuery, OutboxQuery, TransmissionPageView } from './listing.view.js';

@ApiTags('exchange')
@ApiExtraModels(InboxQuery, OutboxQuery)
@Controller('v1')
export class ListingsController {
  constructor(private readonly listTransmissions: ListTransmissions) {}

  @Get('inbox')
  @Operation({
    summary: { en: 'What has arrived for the office', ja: '受信一覧' },
    description: {
      en: 'Complete rows in order of arrival. next goes on from here, now or later, and skips nothing. Import units in ascending sequence.',
      ja: '到着順の一覧です。nextから続きを漏れなく取得できます。取込は連番の昇順で行ってください。',
    },
    allow: ['office'],
  })
  @ApiOkResponse({ type: TransmissionPageView, description: 'A page / 一覧' })
  inbox(@OfficeCallerOf() caller: OfficeCaller, @Query() query: InboxQuery): Promise<TransmissionPageView> {
    return this.listTransmissions.inbox(caller, query);
  }

  @Get('outbox')
  @Operation({
    summary: { en: 'What the office sent, and what became of it', ja: '送信一覧（送達状況）' },
    allow: ['office'],
  })
  @ApiOkResponse({ type: TransmissionPageView, description: 'A page / 一覧' })
  outbox(@OfficeCallerOf() caller: OfficeCaller, @Query() query: OutboxQuery): Promise<TransmissionPageView> {
    return this.listTransmissions.outbox(caller, query);
  }
}
