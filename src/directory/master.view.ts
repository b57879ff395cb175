import { ApiProperty } from '@nestjs/swagger';
import { type MasterOutcome } from './import-master.js';

const outcomes: MasterOutcome[] = ['created', 'updated', 'unchanged', 'merged', 'refused'];

export class MasterFaultView {
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Column number from 1; null for the whole row / 列',
    example: 2,
  })
  column!: number | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Name of the column; null for the whole row / 項目',
    example: 'name',
  })
  item!: string | null;

  @ApiProperty({ description: 'What is wrong there / 内容', example: '1〜200文字で、制御文字は使えません。' })
  detail!: string;
}

export class MasterRefusalView {
  @ApiProperty({ description: 'Record number from 1, header row 0 / 行', example: 3 })
  row!: number;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Office number; null unless well formed / 事業所番号',
    example: '1370000011',
  })
  officeNumber!: string | null;

  @ApiProperty({ enum: outcomes, description: 'What became of the row / 結果', example: 'refused' })
  outcome!: MasterOutcome;

  @ApiProperty({ type: [MasterFaultView], description: 'Why / 理由' })
  errors!: MasterFaultView[];
}

/** rows is the sum of created, updated, unchanged, merged and refused. */
export class MasterReportView {
  @ApiProperty({ description: 'Rows below the header, without empty ones / 行数', example: 4 })
  rows!: number;

  @ApiProperty({ description: 'Rows whose office is new / 新規', example: 1 })
  created!: number;

  @ApiProperty({ description: 'Rows whose office was changed / 更新', example: 1 })
  updated!: number;

  @ApiProperty({ description: 'Rows whose office was as sent already / 変更なし', example: 0 })
  unchanged!: number;

  @ApiProperty({
    description: 'Rows united with an earlier one of their office / 前の行に統合（サービス種類の追加）',
    example: 1,
  })
  merged!: number;

  @ApiProperty({ description: 'Rows that were not taken / 取り込まなかった行', example: 1 })
  refused!: number;

  @ApiProperty({
    type: 'array',
    items: { type: 'integer' },
    description: 'Numbers, from 1, of columns that are not of the master and were passed over / 取込対象外の列',
    example: [6],
  })
  ignoredColumns!: number[];

  @ApiProperty({
    type: [MasterRefusalView],
    description: 'The first 1,000 refused rows / 取り込まなかった行（先頭1,000行）',
  })
  report!: MasterRefusalView[];
}
