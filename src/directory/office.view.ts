import { ApiProperty } from '@nestjs/swagger';
import { ReachableOtherwiseView } from '../http/capability.view.js';
import { EDITIONS } from '../standard/editions.js';
import { ConnectedOffice } from './office.store.js';

/** What an operator states of an office. */
export class OfficeToImport {
  @ApiProperty({
    pattern: '^[0-9A-Z]{10}$',
    description: 'Office number / 事業所番号 (10 characters)',
    example: '1370000011',
  })
  number!: string;

  @ApiProperty({ minLength: 1, maxLength: 200, description: 'Office name / 事業所名', example: 'K事業所' })
  name!: string;

  @ApiProperty({
    required: false,
    maxLength: 200,
    description: 'Name in kana / 事業所名フリガナ',
    example: 'ケイジギョウショ',
  })
  nameKana?: string;

  @ApiProperty({ required: false, maxLength: 20, description: 'Prefecture / 都道府県', example: '東京都' })
  prefecture?: string;

  @ApiProperty({
    type: [String],
    maxItems: 70,
    uniqueItems: true,
    items: { type: 'string', pattern: '^[0-9A-Z]{2}$' },
    description: 'Service types / サービス種類コード',
    example: ['11'],
  })
  serviceTypes!: string[];

  @ApiProperty({
    required: false,
    type: [String],
    uniqueItems: true,
    items: { type: 'string', enum: EDITIONS.map(({ version }) => version) },
    description:
      'Versions of the standard that its software takes in; all held versions when left out / 取り込めるCSVバージョン',
    example: ['202407'],
  })
  versions?: string[];

  @ApiProperty({
    required: false,
    description: 'Whether its software takes attachments in; not, when left out / 添付ファイルを取り込めるか',
    example: false,
  })
  attachments?: boolean;

  @ApiProperty({
    required: false,
    type: ReachableOtherwiseView,
    description: 'How to reach it without data / 他の連絡手段',
  })
  reachableOtherwise?: ReachableOtherwiseView;
}

export class OfficeImport {
  @ApiProperty({
    type: [OfficeToImport],
    minItems: 1,
    maxItems: 1000,
    description: 'Offices, each number once / 事業所の一覧',
  })
  offices!: OfficeToImport[];
}

export class OfficeImportView {
  @ApiProperty({ description: 'Offices that are now in the directory as sent / 登録した件数', example: 2 })
  imported!: number;
}

/** A carrier through which data reaches an office (付8 6-2). */
export class OfficeCarrierView {
  @ApiProperty({ format: 'uuid', description: 'Client id / 利用者ID', example: '01955c2e-7c00-7000-8000-000000000003' })
  client!: string;

  @ApiProperty({ description: 'Its name / 名称', example: 'Bソフト伝送代行' })
  name!: string;

  @ApiProperty({
    enum: ['relay', 'network'],
    description: 'What it is / 種別（伝送代行・地域連携基盤）',
    example: 'relay',
  })
  kind!: 'relay' | 'network';
}

export class OfficeView {
  @ApiProperty({ description: 'Office number / 事業所番号', example: '1370000011' })
  number!: string;

  @ApiProperty({ description: 'Office name / 事業所名', example: 'K事業所' })
  name!: string;

  @ApiProperty({ description: 'Name in kana / 事業所名フリガナ; empty when unknown', example: 'ケイジギョウショ' })
  nameKana!: string;

  @ApiProperty({ description: 'Prefecture / 都道府県; empty when unknown', example: '東京都' })
  prefecture!: string;

  @ApiProperty({ type: [String], description: 'Service types / サービス種類コード', example: ['11'] })
  serviceTypes!: string[];

  @ApiProperty({
    type: [String],
    description: 'Versions of the standard it takes in; none when it takes no CSV / 取り込めるCSVバージョン',
    example: ['202407'],
  })
  versions!: string[];

  @ApiProperty({
    description: 'Whether it takes attachments in; false until somebody said so / 添付ファイルを取り込めるか',
    example: false,
  })
  attachments!: boolean;

  @ApiProperty({
    description:
      'Whether data can be sent to it now: by software of its own, or through a carrier / 接続しているか（自事業所又は代行経由）',
    example: true,
  })
  connected!: boolean;

  @ApiProperty({
    description: 'Whether its own software holds an active certificate / 自事業所のソフトで接続しているか',
    example: true,
  })
  direct!: boolean;

  @ApiProperty({
    type: [OfficeCarrierView],
    description:
      'Carriers with an active certificate that may collect for it, by a mandate that stands / 受信を委任された接続済みの代行者',
  })
  through!: OfficeCarrierView[];

  @ApiProperty({ type: ReachableOtherwiseView, description: 'How to reach it without data / 他の連絡手段' })
  reachableOtherwise!: ReachableOtherwiseView;

  @ApiProperty({
    format: 'date-time',
    type: String,
    nullable: true,
    description:
      'When the office said itself what it can receive; null when only the master says so / 事業所自身が受信可否を登録した日時',
    example: '2026-11-01T00:00:00.000Z',
  })
  capabilityStatedAt!: string | null;

  @ApiProperty({
    format: 'date-time',
    type: String,
    description: 'Last change / 更新日時',
    example: '2026-11-01T00:00:00.000Z',
  })
  updatedAt!: string;

  static from(office: ConnectedOffice): OfficeView {
    const { number, name, nameKana, prefecture, serviceTypes, versions, attachments } = office;
    const { direct, through, reachableOtherwise, capabilityStatedAt, updatedAt } = office;
    return {
      number,
      name,
      nameKana,
      prefecture,
      serviceTypes,
      versions,
      attachments,
      connected: direct || through.length > 0,
      direct,
      through: [...through],
      reachableOtherwise,
      capabilityStatedAt: capabilityStatedAt?.toISOString() ?? null,
      updatedAt: updatedAt.toISOString(),
    };
  }
}

/** What an office says of itself; it replaces what was said before, whole. */
export class CapabilityStatement {
  @ApiProperty({
    type: [String],
    uniqueItems: true,
    items: { type: 'string', enum: EDITIONS.map(({ version }) => version) },
    description:
      'Versions of the standard that its software takes in; an empty list when it takes no CSV / 取り込めるCSVバージョン（CSV連携に未対応なら空）',
    example: ['202407'],
  })
  versions!: string[];

  @ApiProperty({ description: 'Whether its software takes attachments in / 添付ファイルを取り込めるか', example: true })
  attachments!: boolean;

  @ApiProperty({ type: ReachableOtherwiseView, description: 'How to reach it without data / 他の連絡手段' })
  reachableOtherwise!: ReachableOtherwiseView;
}

const numberPattern = '^[0-9A-Z]{10}$';

export class OfficeLookup {
  @ApiProperty({
    type: [String],
    minItems: 1,
    maxItems: 500,
    uniqueItems: true,
    items: { type: 'string', pattern: numberPattern },
    description: 'Office numbers, each once / 事業所番号の一覧',
    example: ['1370000011'],
  })
  numbers!: string[];
}

export class OfficeLookupView {
  @ApiProperty({ type: [OfficeView], description: 'Those that there are, in the order asked for / 事業所（照会順）' })
  offices!: OfficeView[];

  @ApiProperty({
    type: [String],
    description: 'Numbers that are not in the directory / 登録されていない事業所番号',
    example: ['1399999999'],
  })
  unknown!: string[];
}
