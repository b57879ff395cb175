import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiExtraModels, ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import { type Caller, CallerOf, type Reply } from '../http/caller.js';
import { idempotencyKeyReused, notFound, requestStillRunning } from '../http/http.problems.js';
import { giveAnswer } from '../http/idempotency.js';
import { createdHeaders, Operation } from '../http/operation.js';
import { officeUnknown, operatorIndispensable } from './identity.problems.js';
import {
  ClientPageView,
  ClientsQuery,
  ClientToRegister,
  ClientView,
  EnrolmentCodeView,
  WithdrawnCodesView,
} from './identity.view.js';
import { ListClients } from './list-clients.js';
import { RegisterClient } from './register-client.js';
import { SuspendClient } from './suspend-client.js';

const clientIdParam = {
  name: 'clientId',
  description: 'Client id / 利用者ID',
  example: '01955c2e-7c00-7000-8000-000000000002',
};

@ApiTags('identity')
@ApiExtraModels(ClientsQuery)
@Controller('v1/clients')
export class ClientsController {
  constructor(
    private readonly registerClient: RegisterClient,
    private readonly listClients: ListClients,
    private readonly suspendClient: SuspendClient,
  ) {}

  @Post()
  @Operation({
    summary: { en: 'Register a caller', ja: '利用者の登録' },
    allow: ['operator'],
    idempotent: true,
    problems: [officeUnknown, idempotencyKeyReused, requestStillRunning],
  })
  @ApiCreatedResponse({
    type: ClientView,
    description: 'Registered / 登録済',
    headers: createdHeaders('/v1/clients/01955c2e-7c00-7000-8000-000000000002'),
  })
  async register(
    @CallerOf() caller: Caller,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: ClientToRegister,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<unknown> {
    return giveAnswer(reply, await this.registerClient.register(caller, key, body));
  }

  @Get()
  @Operation({
    summary: { en: 'Registered callers', ja: '利用者の一覧' },
    description: {
      en: 'In the order in which they were registered. next goes on from here.',
      ja: '登録順の一覧です。nextから続きを取得できます。',
    },
    allow: ['operator'],
  })
  @ApiOkResponse({ type: ClientPageView, description: 'A page / 一覧' })
  list(@Query() query: ClientsQuery): Promise<ClientPageView> {
    return this.listClients.run(query);
  }

  @Get(':clientId')
  @Operation({ summary: { en: 'A registered caller', ja: '利用者の照会' }, allow: ['operator'], problems: [notFound] })
  @ApiParam(clientIdParam)
  @ApiOkResponse({ type: ClientView, description: 'The client / 利用者' })
  async find(@Param('clientId') clientId: string): Promise<ClientView> {
    return ClientView.from(await this.registerClient.find(clientId));
  }

  @Post(':clientId/enrolment-codes')
  @Operation({
    summary: { en: 'Issue a one-time enrolment code', ja: '登録コードの発行' },
    description: {
      en: 'Every call makes another code, so that each terminal of an office can have its own. The answer is not kept, since only the hash of a code is: this operation takes no Idempotency-Key.',
      ja: '呼び出すたびに新しいコードを発行します（端末ごとに1つ）。コードはハッシュのみ保存するため、Idempotency-Keyによる再送応答はありません。',
    },
    allow: ['operator'],
    problems: [notFound],
  })
  @ApiParam(clientIdParam)
  @ApiCreatedResponse({ type: EnrolmentCodeView, description: 'The code, shown this once / 登録コード' })
  async issueCode(@CallerOf() caller: Caller, @Param('clientId') clientId: string): Promise<EnrolmentCodeView> {
    return EnrolmentCodeView.from(await this.registerClient.issueCode(caller, clientId));
  }

  @Post(':clientId/enrolment-codes/withdrawal')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Withdraw the unused enrolment codes of a caller', ja: '未使用の登録コードの取消' },
    description: {
      en: 'Repeating it withdraws nothing more, so it needs no Idempotency-Key.',
      ja: '繰り返しても結果は変わらないため、Idempotency-Keyは不要です。',
    },
    allow: ['operator'],
    problems: [notFound],
  })
  @ApiParam(clientIdParam)
  @ApiOkResponse({ type: WithdrawnCodesView, description: 'How many there were / 取り消した数' })
  async withdrawCodes(@CallerOf() caller: Caller, @Param('clientId') clientId: string): Promise<WithdrawnCodesView> {
    return { withdrawn: await this.registerClient.withdrawCodes(caller, clientId) };
  }

  @Post(':clientId/suspension')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Suspend a caller', ja: '利用の停止' },
    description: {
      en: 'Refused from its next request on; its certificates stay as they are. Repeating it changes nothing, so it needs no Idempotency-Key.',
      ja: '次のリクエストから拒否されます。証明書はそのまま残ります。繰り返しても結果は変わらないため、Idempotency-Keyは不要です。',
    },
    allow: ['operator'],
    problems: [notFound, operatorIndispensable],
  })
  @ApiParam(clientIdParam)
  @ApiOkResponse({ type: ClientView, description: 'The client, suspended / 停止中の利用者' })
  async suspend(@CallerOf() caller: Caller, @Param('clientId') clientId: string): Promise<ClientView> {
    return ClientView.from(await this.suspendClient.suspend(caller, clientId));
  }

  @Post(':clientId/reinstatement')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Reinstate a suspended caller', ja: '利用の再開' },
    description: {
      en: 'Repeating it changes nothing, so it needs no Idempotency-Key.',
      ja: '繰り返しても結果は変わらないため、Idempotency-Keyは不要です。',
    },
    allow: ['operator'],
    problems: [notFound],
  })
  @ApiParam(clientIdParam)
  @ApiOkResponse({ type: ClientView, description: 'The client, active / 利用者' })
  async reinstate(@CallerOf() caller: Caller, @Param('clientId') clientId: string): Promise<ClientView> {
    return ClientView.from(await this.suspendClient.reinstate(caller, clientId));
  }
}
