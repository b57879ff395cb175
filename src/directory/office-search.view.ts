import { ApiProperty } from '@nestjs/swagger';
import { PageQuery } from '../http/page-query.js';
import { OfficeView } from './office.view.js';

/** What a search is narrowed to; all of it together. */
export class OfficeQuery extends PageQuery {
  @ApiProperty({
    required: false,
    pattern: '^[0-9A-Z]{3,10}$',
    description: 'Office number, or how it begins (3 characters or more) / 事業所番号（前方一致、3桁以上）',
    example: '13700',
  })
  number?: string;

  @ApiProperty({
    required: false,
    minLength: 2,
    maxLength: 100,
    description:
      'Part of the name, in kanji or kana: two characters or more, beside spaces and middle dots. Width, hiragana or katakana, and case make no difference / 名称又はフリガナの一部（2文字以上。全角・半角、ひらがな・カタカナ、大文字・小文字、空白、中点は区別しません）',
    example: 'ひまわり',
  })
  name?: string;

  @ApiProperty({
    required: false,
    minLength: 1,
    maxLength: 20,
    description: 'Prefecture, with or without 都, 府 or 県 / 都道府県（都・府・県は省略可）',
    example: '東京都',
  })
  prefecture?: string;

  @ApiProperty({
    required: false,
    pattern: '^[0-9A-Z]{2}$',
    description: 'Service type / サービス種類コード',
    example: '11',
  })
  serviceType?: string;

  @ApiProperty({
    required: false,
    description: 'Only those to which data can be sent now, or only the others / 接続の有無',
    example: true,
  })
  connected?: boolean;
}

/** A page in the order of office numbers. */
export class OfficePageView {
  @ApiProperty({ type: [OfficeView], description: 'Rows; empty only when there are no more / 一覧' })
  offices!: OfficeView[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Cursor to go on from here; null when that was all / 続きを取得するためのcursor（終わりはnull）',
    example: 'WyIxMzcwMDAwMDExIl0',
  })
  next!: string | null;

  @ApiProperty({ description: 'Whether there are more rows / 続きがあるか', example: false })
  more!: boolean;
}
