import { ApiProperty } from '@nestjs/swagger';
import { Finding, RULE_CODES } from '../standard/findings.js';

export class BilingualView {
  @ApiProperty({ description: 'Japanese / 日本語', example: 'サービス利用日が暦にない日付です。' })
  ja!: string;

  @ApiProperty({ description: 'English / 英語', example: 'The service date is no date of the calendar.' })
  en!: string;
}

/** 点検結果: one fault and its exact place. Never the value of a cell. */
export class FindingView {
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'File name; null when a file is missing / ファイル名',
    example: 'UPPLAN_202504_1371215102_43_1370000011_11_20250325100100.CSV',
  })
  file!: string | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Record from 1, a header row is 0; null for a whole file / 行',
    example: 3,
  })
  row!: number | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Field from 1; null for a whole row or file / 列',
    example: 10,
  })
  column!: number | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Item name of the standard / 項目名',
    example: 'サービス利用日',
  })
  item!: string | null;

  @ApiProperty({ enum: [...RULE_CODES], description: 'Rule that found it / 点検ルール', example: 'range' })
  rule!: string;

  @ApiProperty({
    enum: ['error', 'warning'],
    description: 'An error refuses the unit, a warning does not / 重要度',
    example: 'error',
  })
  severity!: string;

  @ApiProperty({ type: BilingualView, description: 'What is wrong and what to change / 内容と対処' })
  message!: BilingualView;
}

export function findingViews(findings: readonly Finding[]): FindingView[] {
  return findings.map(({ file, row, column, item, rule, severity, message }) => ({
    file,
    row,
    column,
    item,
    rule,
    severity,
    message: { ja: message.ja, en: message.en },
  }));
}
