import { Body, Controller, Get, Headers, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import { type Caller, CallerOf, type Reply } from '../http/caller.js';
import { idempotencyKeyReused, notFound, requestStillRunning } from '../http/http.problems.js';
import { giveAnswer } from '../http/idempotency.js';
import { createdHeaders, Operation } from '../http/operation.js';
import { officeUnknown } from './identity.problems.js';
import { ClientToRegister, ClientView, EnrolmentCodeView } from './identity.view.js';
import { RegisterClient } from './register-client.js';

const clientIdParam = {
  name: 'clientId',
  description: 'Client id / 利用者ID',
  example: '01955c2e-7c00-7000-8000-000000000002',
};

@ApiTags('identity')
@Controller('v1/clients')
export class ClientsController {
  constructor(private readonly registerClient: RegisterClient) {}

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
  async issueCode(@Param('clientId') clientId: string): Promise<EnrolmentCodeView> {
    return EnrolmentCodeView.from(await this.registerClient.issueCode(clientId));
  }
}
