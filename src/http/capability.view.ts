import { ApiProperty } from '@nestjs/swagger';

export class ReachableOtherwiseView {
  @ApiProperty({ required: false, maxLength: 20, description: 'FAX number / FAX番号', example: '03-1234-5678' })
  fax?: string;

  @ApiProperty({
    required: false,
    maxLength: 254,
    format: 'email',
    description: 'Mail address / メールアドレス',
    example: 'k@example.jp',
  })
  mail?: string;
}

/** What an office can take, and how else it is reached (付8 1-1, 1-2). */
export class CapabilityView {
  @ApiProperty({ description: 'Office number / 事業所番号', example: '1370000011' })
  officeNumber!: string;

  @ApiProperty({ description: 'Office name / 事業所名', example: 'K事業所' })
  name!: string;

  @ApiProperty({ description: 'Whether data can be sent to it now / 接続しているか', example: false })
  connected!: boolean;

  @ApiProperty({ type: [String], description: 'Versions it takes in / 取り込めるCSVバージョン', example: ['202407'] })
  versions!: string[];

  @ApiProperty({ description: 'Whether it takes attachments / 添付ファイルを受け取れるか', example: false })
  attachments!: boolean;

  @ApiProperty({ type: ReachableOtherwiseView, description: 'How to reach it without data / 他の連絡手段' })
  reachableOtherwise!: ReachableOtherwiseView;
}
