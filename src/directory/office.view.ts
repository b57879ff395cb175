import { ApiProperty } from '@nestjs/swagger';
import { ReachableOtherwiseView } from '../http/capability.view.js';
import { EDITIONS } from '../standard/editions.js';
import { Office } from './office.entity.js';

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
    description: 'Versions of the standard it takes in / 取り込めるCSVバージョン',
    example: ['202407'],
  })
  versions!: string[];

  @ApiProperty({
    description: 'Whether data can be sent to it now: it has an active certificate / 接続しているか',
    example: true,
  })
  connected!: boolean;

  @ApiProperty({ type: ReachableOtherwiseView, description: 'How to reach it without data / 他の連絡手段' })
  reachableOtherwise!: ReachableOtherwiseView;

  @ApiProperty({
    format: 'date-time',
    type: String,
    description: 'Last change / 更新日時',
    example: '2026-11-01T00:00:00.000Z',
  })
  updatedAt!: string;

  static from(office: Office, connected: boolean): OfficeView {
    const { number, name, nameKana, prefecture, serviceTypes, versions, reachableOtherwise, updatedAt } = office;
    return {
      number,
      name,
      nameKana,
      prefecture,
      serviceTypes,
      versions,
      connected,
      reachableOtherwise,
      updatedAt: updatedAt.toISOString(),
    };
  }
}
