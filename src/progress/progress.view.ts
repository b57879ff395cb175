import { ApiProperty } from '@nestjs/swagger';
import { ReachableOtherwiseView } from '../http/capability.view.js';
import { PageQuery } from '../http/page-query.js';
import { ProgressRow, type Role, roles } from './progress.store.js';

const timeProperty = { format: 'date-time', type: String, nullable: true } as const;
const countProperty = { type: 'integer', nullable: true } as const;

export class ProgressQuery extends PageQuery {
  @ApiProperty({
    pattern: '^[0-9]{4}(0[1-9]|1[0-2])$',
    description: 'Service month YYYYMM / 対象年月',
    example: '202504',
  })
  month!: string;

  @ApiProperty({
    required: false,
    type: [String],
    items: { type: 'string', pattern: '^[0-9A-Z]{10}$' },
    uniqueItems: true,
    maxItems: 100,
    description:
      'Own offices; all that the caller acts for when left out / 自らの事業所番号（代行業者は委任元。省略時は全て）',
    example: ['1371215102'],
  })
  office?: string[];

  @ApiProperty({
    required: false,
    enum: [...roles],
    description:
      'planning: the office sends plans and awaits actuals; serving: it owes them / 計画側（planning）・サービス提供側（serving）',
    example: 'planning',
  })
  role?: Role;
}

/** Persons, counted by keyed hash; null is what a carrier’s mandate does not let it know. */
export class ProgressPersonsView {
  @ApiProperty({
    ...countProperty,
    description: 'With a use slip that stands / 利用票を送信済の利用者数（削除分を除く）',
    example: 12,
  })
  planned!: number | null;

  @ApiProperty({
    ...countProperty,
    description: 'Of them, whose last use slip was collected / うち最新の利用票が受信済の利用者数',
    example: 12,
  })
  collected!: number | null;

  @ApiProperty({ ...countProperty, description: 'Of planned, with actuals / うち実績が届いた利用者数', example: 10 })
  answered!: number | null;

  @ApiProperty({
    ...countProperty,
    description: 'Of planned, without actuals yet / うち実績がまだの利用者数',
    example: 2,
  })
  missing!: number | null;

  @ApiProperty({
    ...countProperty,
    description: 'With actuals, but without a use slip here / 利用票なしで実績が届いた利用者数',
    example: 0,
  })
  unplanned!: number | null;
}

export class ProgressUnitsView {
  @ApiProperty({ type: 'integer', description: 'Transmissions that stand, with deletions / 有効な電文数', example: 3 })
  transmissions!: number;

  @ApiProperty({
    ...timeProperty,
    description: 'When the last became available / 最後に到着した日時',
    example: '2025-03-25T01:02:03.000Z',
  })
  lastSentAt!: string | null;

  @ApiProperty({
    ...timeProperty,
    description: 'When one was collected last / 最後に受信された日時',
    example: '2025-03-25T02:03:04.000Z',
  })
  lastCollectedAt!: string | null;
}

/** One own office and one partner in one month: as far as a list of reminders needs it, no more. */
export class ProgressView {
  @ApiProperty({ description: 'Own office / 自らの事業所番号', example: '1371215102' })
  office!: string;

  @ApiProperty({ description: 'Its name / 事業所名', example: 'A事業所' })
  officeName!: string;

  @ApiProperty({
    enum: [...roles],
    description: 'What the own office is to the partner / 自らの立場（計画側・サービス提供側）',
    example: 'planning',
  })
  role!: Role;

  @ApiProperty({ description: 'The other office / 相手の事業所番号', example: '1370000011' })
  partner!: string;

  @ApiProperty({ description: 'Its name / 相手の事業所名', example: 'K事業所' })
  partnerName!: string;

  @ApiProperty({ description: 'Whether data reaches it now / 相手が接続しているか', example: true })
  connected!: boolean;

  @ApiProperty({ type: ReachableOtherwiseView, description: 'How to reach it without data / 他の連絡手段' })
  reachableOtherwise!: ReachableOtherwiseView;

  @ApiProperty({ type: ProgressPersonsView, description: 'Persons, each counted once / 利用者数' })
  persons!: ProgressPersonsView;

  @ApiProperty({ type: ProgressUnitsView, description: 'Use slips from planner to server / 利用票（提供票）の電文' })
  slips!: ProgressUnitsView;

  @ApiProperty({ type: ProgressUnitsView, description: 'Actuals from server to planner / 実績の電文' })
  actuals!: ProgressUnitsView;

  static from(row: ProgressRow): ProgressView {
    const { office, officeName, role, partner, partnerName, connected, reachableOtherwise } = row;
    return {
      office,
      officeName,
      role,
      partner,
      partnerName,
      connected,
      reachableOtherwise,
      persons: personsOf(row),
      slips: unitsOf(row.slips, row.slipsSentAt, row.slipsCollectedAt),
      actuals: unitsOf(row.actuals, row.actualsSentAt, row.actualsCollectedAt),
    };
  }
}

export class ProgressPageView {
  @ApiProperty({
    type: [ProgressView],
    description: 'In the order of own office, role and partner; empty only when there are no more / 一覧',
  })
  progress!: ProgressView[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Cursor to go on from here; null at the end / 続きを取得するためのcursor',
    example: 'WyIxMzcx…',
  })
  next!: string | null;

  @ApiProperty({ description: 'Whether there are more rows / 続きがあるか', example: false })
  more!: boolean;
}

/** Who sees one direction only knows neither what is missing nor what was not planned. */
function personsOf({ role, sends, collects, ...row }: ProgressRow): ProgressPersonsView {
  const [seesPlans, seesActuals] = role === 'planning' ? [sends, collects] : [collects, sends];
  const both = seesPlans && seesActuals;
  return {
    planned: seesPlans ? row.planned : null,
    collected: seesPlans ? row.plannedCollected : null,
    answered: both ? row.answered : null,
    missing: both ? row.missing : null,
    unplanned: both ? row.unplanned : null,
  };
}

function unitsOf(transmissions: number, sentAt: Date | null, collectedAt: Date | null): ProgressUnitsView {
  return {
    transmissions,
    lastSentAt: sentAt?.toISOString() ?? null,
    lastCollectedAt: collectedAt?.toISOString() ?? null,
  };
}
