import { Controller, Get, Query } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, CallerOf } from '../http/caller.js';
import { Operation } from '../http/operation.js';
import { mandateMissing } from '../mandates/mandate.problems.js';
import { ListTransmissions } from './list-transmissions.js';
import { InboxQuery, OutboxQuery, TransmissionPageView } from './listing.view.js';

@ApiTags('exchange')
@ApiExtraModels(InboxQuery, OutboxQuery)
@Controller('v1')
export class ListingsController {
  constructor(private readonly listTransmissions: ListTransmissions) {}

  @Get('inbox')
  @Operation({
    summary: { en: 'What has arrived for the office, or for all offices of a carrier', ja: '受信一覧' },
    description: {
      en: 'Complete rows in order of arrival. next goes on from here, now or later, and skips nothing. Import units in ascending sequence. A relay or network sees, in one list for all its offices, what was sealed for it while their mandate (collect) stands.',
      ja: '到着順の一覧です。nextから続きを漏れなく取得できます。取込は連番の昇順で行ってください。代行業者は、有効な委任（collect）がある全事業所の電文を1回で取得できます。',
    },
    allow: ['office', 'relay', 'network'],
    problems: [mandateMissing],
  })
  @ApiOkResponse({ type: TransmissionPageView, description: 'A page / 一覧' })
  inbox(@CallerOf() caller: Caller, @Query() query: InboxQuery): Promise<TransmissionPageView> {
    return this.listTransmissions.inbox(caller, query);
  }

  @Get('outbox')
  @Operation({
    summary: { en: 'What was sent, and what became of it', ja: '送信一覧（送達状況）' },
    description: {
      en: 'An office sees all that was sent from it, whoever carried it. A relay or network sees what it sent itself, while the mandate (send) of that office stands.',
      ja: '事業所は自らの送信（代行業者による送信を含む）を、代行業者は有効な委任（send）がある事業所のために自ら送信したものを確認できます。',
    },
    allow: ['office', 'relay', 'network'],
    problems: [mandateMissing],
  })
  @ApiOkResponse({ type: TransmissionPageView, description: 'A page / 一覧' })
  outbox(@CallerOf() caller: Caller, @Query() query: OutboxQuery): Promise<TransmissionPageView> {
    return this.listTransmissions.outbox(caller, query);
  }
}
