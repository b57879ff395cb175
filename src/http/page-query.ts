import { ApiProperty } from '@nestjs/swagger';

/** What every listing takes: where to go on, and how many rows at most. */
export class PageQuery {
  @ApiProperty({
    required: false,
    maxLength: 4096,
    description: 'next of the previous answer, with the same filters / 前回応答のnext（条件は同じにすること）',
    example: 'WyIwIiwi…',
  })
  cursor?: string;

  @ApiProperty({
    required: false,
    type: 'integer',
    minimum: 1,
    maximum: 1000,
    default: 100,
    description: 'Rows in one answer / 最大件数',
    example: 100,
  })
  limit!: number;
}
