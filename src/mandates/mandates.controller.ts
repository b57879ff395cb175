import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiExtraModels, ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import { officeTwice } from '../directory/directory.problems.js';
import { type Caller, CallerOf, type Reply } from '../http/caller.js';
import { idempotencyKeyReused, notFound, requestStillRunning } from '../http/http.problems.js';
import { giveAnswer } from '../http/idempotency.js';
import { createdHeaders, Operation } from '../http/operation.js';
import { officeUnknown } from '../identity/identity.problems.js';
import { AcceptMandate } from './accept-mandate.js';
import { AcceptMany } from './accept-many.js';
import { EndMandate } from './end-mandate.js';
import { ListMandates } from './list-mandates.js';
import { carrierUnknown, mandateOpen, mandateOtherSide, mandateState, officeActsItself } from './mandate.problems.js';
import {
  Acceptance,
  AcceptanceOutcomesView,
  Acceptances,
  exampleMandateId,
  MandatePageView,
  MandateQuery,
  MandateToPropose,
  MandateView,
  MemberOutcomesView,
  MemberProposals,
} from './mandate.view.js';
import { PauseMandate } from './pause-mandate.js';
import { ProposeMandate } from './propose-mandate.js';
import { ProposeMany } from './propose-many.js';

const idParam = { name: 'id', description: 'Mandate id / 委任ID', example: exampleMandateId };
const okResponse = { type: MandateView, description: 'The mandate as it is now / 現在の委任' };
const repeatable = {
  en: 'Repeating it changes nothing, so it needs no Idempotency-Key.',
  ja: '繰り返しても結果は変わらないため、Idempotency-Keyは不要です。',
};

/** 委任: what offices let relays and networks do for them. */
@ApiTags('mandates')
@ApiExtraModels(MandateQuery)
@Controller('v1/mandates')
export class MandatesController {
  constructor(
    private readonly proposeMandate: ProposeMandate,
    private readonly proposeMany: ProposeMany,
    private readonly acceptMandate: AcceptMandate,
    private readonly acceptMany: AcceptMany,
    private readonly endMandate: EndMandate,
    private readonly pauseMandate: PauseMandate,
    private readonly listMandates: ListMandates,
  ) {}

  @Post()
  @Operation({
    summary: { en: 'Propose a mandate', ja: '委任の申込み' },
    description: {
      en: 'An office names a carrier, or a carrier an office. Nothing may be done until the other side accepts. An accepted proposal takes the place of the mandate that stood between the two.',
      ja: '事業所は代行業者を、代行業者は事業所を指定します。相手方が承諾するまで何もできません。承諾されると、それまでの委任に代わります。',
    },
    allow: ['office', 'relay', 'network'],
    idempotent: true,
    problems: [officeUnknown, carrierUnknown, mandateOpen, idempotencyKeyReused, requestStillRunning],
  })
  @ApiCreatedResponse({
    type: MandateView,
    description: 'Proposed / 申込済',
    headers: createdHeaders(`/v1/mandates/${exampleMandateId}`),
  })
  async propose(
    @CallerOf() caller: Caller,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: MandateToPropose,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<unknown> {
    return giveAnswer(reply, await this.proposeMandate.run(caller, key, body));
  }

  @Post('proposals')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Propose to many offices: members of a network, customers of a relay', ja: '委任の一括申込み' },
    description: {
      en: `Each office stands for itself. ${repeatable.en}`,
      ja: `事業所ごとに結果を返します。${repeatable.ja}`,
    },
    allow: ['relay', 'network'],
    problems: [officeTwice],
  })
  @ApiOkResponse({ type: MemberOutcomesView, description: 'Outcome by office / 事業所ごとの結果' })
  async proposeToMembers(@CallerOf() caller: Caller, @Body() body: MemberProposals): Promise<MemberOutcomesView> {
    return MemberOutcomesView.from(await this.proposeMany.run(caller, body.mandates));
  }

  @Post('acceptances')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Accept many mandates', ja: '委任の一括承諾' },
    description: {
      en: `Each stands for itself; see the acceptance of one. ${repeatable.en}`,
      ja: `委任ごとに結果を返します。条件は1件の承諾と同じです。${repeatable.ja}`,
    },
    allow: ['office', 'relay', 'network', 'operator'],
  })
  @ApiOkResponse({ type: AcceptanceOutcomesView, description: 'Outcome by mandate / 委任ごとの結果' })
  async acceptSeveral(@CallerOf() caller: Caller, @Body() body: Acceptances): Promise<AcceptanceOutcomesView> {
    return AcceptanceOutcomesView.from(await this.acceptMany.run(caller, body.mandates, body.evidence));
  }

  @Get()
  @Operation({
    summary: { en: 'Mandates of the caller, given or held', ja: '委任の一覧' },
    description: {
      en: 'An office sees those it gave, a carrier those it holds, the operator all; whatever their state.',
      ja: '事業所は自らの委任、代行業者は受けた委任、運用者は全てを、状態にかかわらず確認できます。',
    },
    allow: ['office', 'relay', 'network', 'operator'],
  })
  @ApiOkResponse({ type: MandatePageView, description: 'A page / 一覧' })
  list(@CallerOf() caller: Caller, @Query() query: MandateQuery): Promise<MandatePageView> {
    return this.listMandates.run(caller, query);
  }

  @Get(':id')
  @Operation({
    summary: { en: 'A mandate', ja: '委任の照会' },
    allow: ['office', 'relay', 'network', 'operator'],
    problems: [notFound],
  })
  @ApiParam(idParam)
  @ApiOkResponse(okResponse)
  async find(@CallerOf() caller: Caller, @Param('id') id: string): Promise<MandateView> {
    return MandateView.from(await this.listMandates.find(caller, id));
  }

  @Post(':id/acceptance')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Accept a mandate', ja: '委任の承諾' },
    description: {
      en: `For the side that did not propose it. For an office without an active certificate the operator accepts, naming the document by which it consented. ${repeatable.en}`,
      ja: `申込みを受けた側が行います。有効な電子証明書を持たない事業所については、同意書面を確認した運用者が行います。${repeatable.ja}`,
    },
    allow: ['office', 'relay', 'network', 'operator'],
    problems: [notFound, mandateOtherSide, officeActsItself, mandateState],
  })
  @ApiParam(idParam)
  @ApiOkResponse(okResponse)
  async accept(@CallerOf() caller: Caller, @Param('id') id: string, @Body() body: Acceptance): Promise<MandateView> {
    return MandateView.from(await this.acceptMandate.run(caller, id, body.evidence));
  }

  @Post(':id/refusal')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Decline a proposal, or withdraw one’s own', ja: '委任の申込みの辞退・取下げ' },
    description: repeatable,
    allow: ['office', 'relay', 'network', 'operator'],
    problems: [notFound, mandateState],
  })
  @ApiParam(idParam)
  @ApiOkResponse(okResponse)
  async decline(@CallerOf() caller: Caller, @Param('id') id: string): Promise<MandateView> {
    return MandateView.from(await this.endMandate.decline(caller, id));
  }

  @Post(':id/suspension')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Suspend a mandate', ja: '委任の停止' },
    description: {
      en: `Takes effect on the next request. Only who suspended it resumes it. ${repeatable.en}`,
      ja: `次のリクエストから効力があります。再開できるのは停止した側だけです。${repeatable.ja}`,
    },
    allow: ['office', 'relay', 'network', 'operator'],
    problems: [notFound, mandateState],
  })
  @ApiParam(idParam)
  @ApiOkResponse(okResponse)
  async suspend(@CallerOf() caller: Caller, @Param('id') id: string): Promise<MandateView> {
    return MandateView.from(await this.pauseMandate.suspend(caller, id));
  }

  @Post(':id/resumption')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Resume what oneself suspended', ja: '委任の再開' },
    description: {
      en: `The mandate stands again when no other side keeps it suspended. ${repeatable.en}`,
      ja: `他の側による停止がなければ、再び有効になります。${repeatable.ja}`,
    },
    allow: ['office', 'relay', 'network', 'operator'],
    problems: [notFound, mandateState],
  })
  @ApiParam(idParam)
  @ApiOkResponse(okResponse)
  async resume(@CallerOf() caller: Caller, @Param('id') id: string): Promise<MandateView> {
    return MandateView.from(await this.pauseMandate.resume(caller, id));
  }

  @Post(':id/revocation')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Revoke a mandate', ja: '委任の取消' },
    description: {
      en: `Either side, alone, for good; takes effect on the next request. ${repeatable.en}`,
      ja: `双方が単独で行えます。次のリクエストから効力があり、元に戻せません。${repeatable.ja}`,
    },
    allow: ['office', 'relay', 'network', 'operator'],
    problems: [notFound, mandateState],
  })
  @ApiParam(idParam)
  @ApiOkResponse(okResponse)
  async revoke(@CallerOf() caller: Caller, @Param('id') id: string): Promise<MandateView> {
    return MandateView.from(await this.endMandate.revoke(caller, id));
  }
}
