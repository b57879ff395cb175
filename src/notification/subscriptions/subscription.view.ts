import { ApiProperty } from '@nestjs/swagger';
import { toldKinds } from '../../events/audience.js';
import { type EventKind } from '../../events/event.js';
import { ShownSecret } from './channel.js';
import {
  type ChannelName,
  channels,
  type Disabling,
  disablings,
  type Language,
  languages,
  type Mode,
  modes,
  Subscription,
} from './subscription.js';

export const exampleSubscriptionId = '01955c2e-7c00-7000-8000-000000000050';
const exampleMoment = '2026-11-22T01:02:03.456Z';

const nameProperty = {
  maxLength: 100,
  description: 'What you call it / 名称',
  example: '本番サーバー',
} as const;
const kindsProperty = {
  type: 'array',
  nullable: true,
  items: { type: 'string', enum: toldKinds },
  uniqueItems: true,
  minItems: 1,
  description: 'Kinds of event; null for all / 通知する種類（nullは全て）',
  example: ['transmission-available', 'transmission-recalled'],
} as const;
const officesProperty = {
  type: 'array',
  nullable: true,
  items: { type: 'string', pattern: '^[0-9A-Z]{10}$' },
  uniqueItems: true,
  minItems: 1,
  maxItems: 1000,
  description:
    'Own offices, or for a carrier those that it acts for; null for all, also those to come / 対象の事業所（nullは全て。今後委任されるものを含む）',
  example: null,
} as const;
const languageProperty = {
  enum: [...languages],
  description: 'Language of a mail or feed / メール・フィードの言語',
  example: 'ja',
} as const;
const modeProperty = {
  enum: [...modes],
  description:
    'Of mail: as it happens, at most one in five minutes; or once a day when there is something / メールの送り方（都度又は1日1回）',
  example: 'immediate',
} as const;
const hourProperty = {
  type: 'integer',
  minimum: 0,
  maximum: 23,
  description: 'Of a daily mail: the hour, in Japan / 1日1回のメールの時刻（日本時間の時）',
  example: 9,
} as const;

/** What may be set, at first and later. What is left out is as for a new one. */
export class SubscriptionSettings {
  @ApiProperty({ ...nameProperty, required: false, default: '' })
  name?: string;

  @ApiProperty({ ...kindsProperty, required: false, default: null })
  kinds?: EventKind[] | null;

  @ApiProperty({ ...officesProperty, required: false, default: null })
  offices?: string[] | null;

  @ApiProperty({
    required: false,
    maxLength: 2048,
    description:
      'Of a webhook, which needs it: https, port 443, 80 or from 1024 on / webhookの送信先URL（https。webhookでは必須）',
    example: 'https://vendor.example/careplan/hook',
  })
  url?: string;

  @ApiProperty({ ...languageProperty, required: false, default: 'ja' })
  language?: Language;

  @ApiProperty({ ...modeProperty, required: false, default: 'immediate' })
  mode?: Mode;

  @ApiProperty({ ...hourProperty, required: false, default: 9 })
  hour?: number;
}

export class SubscriptionToMake extends SubscriptionSettings {
  @ApiProperty({
    enum: [...channels],
    description: 'A webhook is called, a mail is sent, a feed (Atom) is fetched / 通知の方法',
    example: 'webhook',
  })
  channel!: ChannelName;

  @ApiProperty({
    required: false,
    maxLength: 254,
    description: 'Of mail, which needs it: to whom / メールの宛先（mailでは必須）',
    example: 'care@office.example',
  })
  address?: string;
}

/** Changes replace all settings at once. */
export class SubscriptionChanges extends SubscriptionSettings {}

export class SubscriptionView {
  @ApiProperty({ format: 'uuid', description: 'Subscription id / 通知設定ID', example: exampleSubscriptionId })
  id!: string;

  @ApiProperty({ enum: [...channels], description: 'How you are told / 通知の方法', example: 'webhook' })
  channel!: ChannelName;

  @ApiProperty({
    enum: ['unconfirmed', 'active', 'disabled'],
    description: 'unconfirmed: whoever reads the mail has not agreed yet / 状態（unconfirmed: 宛先の同意待ち）',
    example: 'active',
  })
  state!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    enum: [...disablings, null],
    description:
      'gone: the receiver said 410; failing: it failed for days; bounced: mails came back; stopped: by whoever got them / 停止の理由',
    example: null,
  })
  disabledBecause!: Disabling | null;

  @ApiProperty(nameProperty)
  name!: string;

  @ApiProperty({ ...kindsProperty })
  kinds!: readonly EventKind[] | null;

  @ApiProperty({ ...officesProperty })
  offices!: readonly string[] | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Of a webhook / webhookの送信先URL',
    example: 'https://vendor.example/careplan/hook',
  })
  url!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Of mail: to whom / メールの宛先', example: null })
  address!: string | null;

  @ApiProperty({ ...languageProperty, type: String, nullable: true, enum: [...languages, null], example: null })
  language!: Language | null;

  @ApiProperty({ ...modeProperty, type: String, nullable: true, enum: [...modes, null], example: null })
  mode!: Mode | null;

  @ApiProperty({ ...hourProperty, nullable: true, example: null })
  hour!: number | null;

  @ApiProperty({
    type: 'integer',
    description: 'Attempts that failed since the last that did not / 連続して失敗した回数',
    example: 0,
  })
  failures!: number;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Since when every attempt has failed / 失敗が続いている開始日時',
    example: null,
  })
  failingSince!: string | null;

  @ApiProperty({ type: String, format: 'date-time', description: 'Made / 作成日時', example: exampleMoment })
  createdAt!: string;

  @ApiProperty({ type: String, format: 'date-time', description: 'Last changed / 変更日時', example: exampleMoment })
  changedAt!: string;

  static from(one: Subscription): SubscriptionView {
    return {
      id: one.id,
      channel: one.channel,
      state: one.state,
      disabledBecause: one.disabledBecause,
      name: one.name,
      kinds: one.kinds,
      offices: one.offices,
      url: one.channel === 'webhook' ? one.address : null,
      address: one.channel === 'mail' ? one.address : null,
      language: one.settings.language ?? null,
      mode: one.settings.mode ?? null,
      hour: one.settings.hour ?? null,
      failures: one.failures,
      failingSince: one.failingSince?.toISOString() ?? null,
      createdAt: one.createdAt.toISOString(),
      changedAt: one.changedAt.toISOString(),
    };
  }
}

export class SubscriptionsView {
  @ApiProperty({ type: [SubscriptionView], description: 'All of yours, oldest first / 自らの通知設定（古い順）' })
  subscriptions!: SubscriptionView[];
}

export class SubscriptionSecretView {
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Of a webhook: the secret of v1 signatures (Standard Webhooks) / v1署名の秘密の値',
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=',
  })
  secret!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Of a webhook: the public key of v1a signatures (Ed25519) / v1a署名の公開鍵',
    example: 'whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=',
  })
  publicKey!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Until then the ones before sign, too / 更新前の値による署名も付く期限',
    example: null,
  })
  previousUntil!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Of a feed: its secret address / フィードの秘密のアドレス',
    example: null,
  })
  feed!: string | null;

  static from({ secret, publicKey, previousUntil, address }: ShownSecret): SubscriptionSecretView {
    return {
      secret: secret ?? null,
      publicKey: publicKey ?? null,
      previousUntil: previousUntil?.toISOString() ?? null,
      feed: address ?? null,
    };
  }
}
