import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import { type Caller, CallerOf, type Reply } from '../../http/caller.js';
import { idempotencyKeyReused, notFound, requestStillRunning } from '../../http/http.problems.js';
import { giveAnswer } from '../../http/idempotency.js';
import { createdHeaders, Operation } from '../../http/operation.js';
import { mandateMissing } from '../../mandates/mandate.problems.js';
import { readers } from '../feed/reader.js';
import { KeepSubscription } from './keep-subscription.js';
import { MakeSubscription } from './make-subscription.js';
import {
  channelNotOffered,
  noSecret,
  secretUnreadable,
  subscriptionLimit,
  subscriptionState,
  webhookAddressRefused,
} from './subscription.problems.js';
import {
  exampleSubscriptionId,
  SubscriptionChanges,
  SubscriptionSecretView,
  SubscriptionsView,
  SubscriptionToMake,
  SubscriptionView,
} from './subscription.view.js';

const idParam = { name: 'id', description: 'Subscription id / 通知設定ID', example: exampleSubscriptionId };

/** 通知設定: what a client wants to be told of, and how. */
@ApiTags('subscriptions')
@Controller('v1/subscriptions')
export class SubscriptionsController {
  constructor(
    private readonly makeSubscription: MakeSubscription,
    private readonly keepSubscription: KeepSubscription,
  ) {}

  @Post()
  @Operation({
    summary: { en: 'Subscribe: webhook, mail or feed', ja: '通知設定の作成' },
    description: {
      en: 'Chooses kinds of event and offices; one subscription of a relay or network can be for all its offices. What happens from now on is told, at least once each, with the id of the event. A carrier is told only while the mandate of the office stands. A webhook is signed by Standard Webhooks 1.0; GET …/secret shows its keys, or the secret address of a feed. A mail goes out only after whoever reads it has agreed.',
      ja: '通知する種類と事業所を選びます。代行業者は1つの設定で全事業所分を受けられます。作成以後の出来事が、イベントIDとともに少なくとも1回通知されます。代行業者への通知は委任が有効な間だけです。webhookにはStandard Webhooks 1.0の署名が付きます。鍵とフィードの秘密のアドレスはGET …/secretで確認できます。メールは宛先の同意後に送られます。',
    },
    allow: readers,
    idempotent: true,
    problems: [
      mandateMissing,
      channelNotOffered,
      webhookAddressRefused,
      subscriptionLimit,
      idempotencyKeyReused,
      requestStillRunning,
    ],
  })
  @ApiCreatedResponse({
    type: SubscriptionView,
    description: 'Made / 作成済',
    headers: createdHeaders(`/v1/subscriptions/${exampleSubscriptionId}`),
  })
  async make(
    @CallerOf() caller: Caller,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: SubscriptionToMake,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<unknown> {
    return giveAnswer(reply, await this.makeSubscription.run(caller, key, body));
  }

  @Get()
  @Operation({ summary: { en: 'Your subscriptions', ja: '通知設定の一覧' }, allow: readers })
  @ApiOkResponse({ type: SubscriptionsView, description: 'All of them / 全件' })
  async list(@CallerOf() caller: Caller): Promise<SubscriptionsView> {
    return { subscriptions: (await this.keepSubscription.list(caller)).map(SubscriptionView.from) };
  }

  @Get(':id')
  @Operation({
    summary: { en: 'One subscription', ja: '通知設定の照会' },
    allow: readers,
    problems: [notFound],
  })
  @ApiParam(idParam)
  @ApiOkResponse({ type: SubscriptionView, description: 'As it is now / 現在の設定' })
  async find(@CallerOf() caller: Caller, @Param('id') id: string): Promise<SubscriptionView> {
    return SubscriptionView.from(await this.keepSubscription.find(caller, id));
  }

  @Put(':id')
  @Operation({
    summary: { en: 'Change a subscription', ja: '通知設定の変更' },
    description: {
      en: 'Replaces its settings, whole. What is on its way already goes to the new address. The address of a mail cannot be changed: make another subscription.',
      ja: '設定を全て置き換えます。送信待ちの通知は新しい送信先に送られます。メールの宛先は変更できません（新たに作成してください）。',
    },
    allow: readers,
    problems: [notFound, mandateMissing, channelNotOffered, webhookAddressRefused],
  })
  @ApiParam(idParam)
  @ApiOkResponse({ type: SubscriptionView, description: 'As it is now / 変更後の設定' })
  async change(
    @CallerOf() caller: Caller,
    @Param('id') id: string,
    @Body() body: SubscriptionChanges,
  ): Promise<SubscriptionView> {
    return SubscriptionView.from(await this.keepSubscription.change(caller, id, body));
  }

  @Post(':id/activation')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Activate one that was disabled', ja: '停止した通知設定の再開' },
    description: {
      en: 'What happens from now on is told again; POST …/replays sends what failed before, and GET /v1/events has the rest. One that is active stays as it is.',
      ja: '以後の出来事の通知を再開します。失敗した通知はPOST …/replaysで再送でき、停止中の出来事はGET /v1/eventsで取得できます。',
    },
    allow: readers,
    problems: [notFound, subscriptionState],
  })
  @ApiParam(idParam)
  @ApiOkResponse({ type: SubscriptionView, description: 'Active / 再開済' })
  async activate(@CallerOf() caller: Caller, @Param('id') id: string): Promise<SubscriptionView> {
    return SubscriptionView.from(await this.keepSubscription.activate(caller, id));
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation({
    summary: { en: 'End a subscription', ja: '通知設定の削除' },
    description: {
      en: 'At once and for good: what is on its way is not delivered any more, and its address and secrets are deleted.',
      ja: '直ちに停止します。送信待ちの通知は送られず、送信先と秘密の値は削除されます。',
    },
    allow: readers,
    problems: [notFound],
  })
  @ApiParam(idParam)
  @ApiNoContentResponse({ description: 'Ended / 削除済' })
  end(@CallerOf() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.keepSubscription.end(caller, id);
  }

  @Get(':id/secret')
  @Operation({
    summary: { en: 'Its secret', ja: '秘密の値の照会' },
    description: {
      en: 'Of a webhook, what its signatures are verified with; of a feed, its secret address.',
      ja: 'webhookでは署名の検証に用いる値、フィードでは秘密のアドレスです。',
    },
    allow: readers,
    problems: [notFound, noSecret, secretUnreadable, channelNotOffered],
  })
  @ApiParam(idParam)
  @ApiOkResponse({ type: SubscriptionSecretView, description: 'The secret / 秘密の値' })
  async secretOf(
    @CallerOf() caller: Caller,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<SubscriptionSecretView> {
    void reply.header('cache-control', 'no-store');
    return SubscriptionSecretView.from(await this.keepSubscription.secretOf(caller, id));
  }

  @Post(':id/secret')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Renew its secret', ja: '秘密の値の更新' },
    description: {
      en: 'A webhook is signed with the old keys, too, for 24 hours. The old address of a feed ends at once. No Idempotency-Key: whoever repeats it is shown the newest, and the keys before it still sign.',
      ja: 'webhookでは24時間、更新前の鍵による署名も付きます。フィードの更新前のアドレスは直ちに無効になります。',
    },
    allow: readers,
    problems: [notFound, noSecret, channelNotOffered],
  })
  @ApiParam(idParam)
  @ApiOkResponse({ type: SubscriptionSecretView, description: 'The new secret / 新しい秘密の値' })
  async renewSecret(
    @CallerOf() caller: Caller,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<SubscriptionSecretView> {
    void reply.header('cache-control', 'no-store');
    return SubscriptionSecretView.from(await this.keepSubscription.renewSecret(caller, id));
  }
}
