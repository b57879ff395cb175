import { Controller, Get, Query } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, CallerOf } from '../http/caller.js';
import { Conditional, entityTagHeader } from '../http/conditional.js';
import { Operation } from '../http/operation.js';
import { mandateMissing } from '../mandates/mandate.problems.js';
import { ListProgress, ProgressPage } from './list-progress.js';
import { ProgressPageView, ProgressQuery, ProgressView } from './progress.view.js';

@ApiTags('exchange')
@ApiExtraModels(ProgressQuery)
@Controller('v1/progress')
export class ProgressController {
  constructor(private readonly listProgress: ListProgress) {}

  @Get()
  @Operation({
    summary: { en: 'Whose plans went out and whose actuals came, by partner and month', ja: '実績の回答状況' },
    description: {
      en: 'For each partner of an own office: persons with a use slip (UPPLAN) of the month, whose slip was collected, whose actuals (UPJSK) came, and whose are missing. Of each person the last unit by sequence counts; deletions take back; what is held, rejected, recalled or expired does not count. Persons are counted by a keyed hash, which nobody is shown. What a commissioned office passes on to its regional center does not count. A relay or network counts what it sent and what was sealed for it while the mandate (send, collect) stands; what its mandate does not let it know is null.',
      ja: '相手事業所ごとに、対象年月の利用票（UPPLAN）を送信した利用者数、受信済の数、実績（UPJSK）が届いた数、まだの数を返します。利用者ごとに連番が最後の電文を数え、削除は取り消し、保留・不受理・取消・期限切れは数えません。利用者は鍵付きハッシュで数え、ハッシュは返しません。委託先が地域包括支援センターへ渡したものは数えません。代行業者は、有効な委任（send、collect）の範囲で、自らの送信分と自らに暗号化された分を数えます。委任により分からない値はnullです。',
    },
    allow: ['office', 'relay', 'network'],
    problems: [mandateMissing],
  })
  @Conditional()
  @ApiOkResponse({ type: ProgressPageView, description: 'A page / 一覧', headers: entityTagHeader })
  async all(@CallerOf() caller: Caller, @Query() query: ProgressQuery): Promise<ProgressPageView> {
    return pageView(await this.listProgress.all(caller, query));
  }

  @Get('missing')
  @Operation({
    summary: {
      en: 'Partners whose actuals are missing: the list of reminders',
      ja: '実績未着の相手事業所（督促一覧）',
    },
    description: {
      en: 'Of the progress only the rows with missing above 0, as the planning side unless role says otherwise, with how to reach each partner. With role=serving: to whom the own office still owes actuals. Offices of which a carrier sees one direction only are left out: what is missing there it does not know.',
      ja: '実績の回答状況のうち、実績がまだの利用者がある相手だけを連絡手段とともに返します（省略時は計画側）。role=servingでは、自らがまだ実績を送っていない相手です。代行業者が一方向しか見られない事業所は含みません。',
    },
    allow: ['office', 'relay', 'network'],
    problems: [mandateMissing],
  })
  @Conditional()
  @ApiOkResponse({ type: ProgressPageView, description: 'A page / 一覧', headers: entityTagHeader })
  async missing(@CallerOf() caller: Caller, @Query() query: ProgressQuery): Promise<ProgressPageView> {
    return pageView(await this.listProgress.missing(caller, query));
  }
}

function pageView({ rows, next }: ProgressPage): ProgressPageView {
  return { progress: rows.map((row) => ProgressView.from(row)), next, more: next !== null };
}
