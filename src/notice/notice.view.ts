import { ApiProperty } from '@nestjs/swagger';
import { sealedContentExample } from '../exchange/collection.view.js';

import { exampleTransmissionId } from '../exchange/transmission.view.js';
import { PageQuery } from '../http/page-query.js';
import { FREE_TEXT_FORM, FREE_TEXT_MAX } from '../sealing/free-text.js';
import { IMPORT_REASONS, type ImportReason } from '../sealing/import-result.js';
import { RULE_CODES, type RuleCode } from '../standard/findings.js';
import {
  closings,
  noticeKinds,
  noticeStates,
  sides,
  stateOf,
  type Closing,
  type Notice,
  type NoticeKind,
  type NoticeState,
  type Side,
} from './notice.js';

export const exampleNoticeId = '01955c2e-7c00-7000-8000-000000000040';
const exampleMoment = '2026-11-22T01:02:03.456Z';

class CellPlaceView {
  @ApiProperty({
    type: String,
    nullable: true,
    maxLength: 100,
    description: 'One of the files of the transmission; null for the unit as a whole / ファイル名',
    example: 'UPPLAN_202504_1371215102_43_1370000011_11_20250325100100.CSV',
  })
  file!: string | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    minimum: 0,
    maximum: 10_000_000,
    description: 'Record from 1, header row 0; null for the file / 行',
    example: 3,
  })
  row!: number | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    minimum: 1,
    maximum: 1000,
    description: 'Field from 1; null for the record / 列',
    example: 17,
  })
  column!: number | null;
}

const ruleProperty = {
  type: String,
  nullable: true,
  enum: [...RULE_CODES, null],
  description: 'Rule of the check that it breaks / 点検ルール',
  example: null,
} as const;
const reasonProperty = {
  type: String,
  nullable: true,
  enum: [...IMPORT_REASONS, null],
  description: 'Why the software does not take it / 取込側ソフトの理由',
  example: 'not-in-master',
} as const;

export class NoticeCellToGive extends CellPlaceView {
  @ApiProperty({ ...ruleProperty, required: false })
  rule?: RuleCode | null;

  @ApiProperty({ ...reasonProperty, required: false })
  reason?: ImportReason | null;
}

export class NoticeCellView extends CellPlaceView {
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Name of the item in the layout / 項目名',
    example: 'サービス項目コード',
  })
  item!: string | null;

  @ApiProperty(ruleProperty)
  rule!: RuleCode | null;

  @ApiProperty(reasonProperty)
  reason!: ImportReason | null;
}

export class NoticeToGive {
  @ApiProperty({
    enum: [...noticeKinds],
    description:
      'resend-request, defect: by the destination; withdraw-please: by the sender; remark: by either / 種類（再送依頼・不備・取込中止の依頼・連絡）',
    example: 'defect',
  })
  kind!: NoticeKind;

  @ApiProperty({
    required: false,
    enum: [...sides],
    description: 'For which side, where one carrier acts on both / 同じ代行業者が両側の場合に、どちら側としてか',
    example: 'destination',
  })
  side?: Side;

  @ApiProperty({
    required: false,
    type: [NoticeCellToGive],
    minItems: 1,
    maxItems: 1000,
    description: 'Of a defect, and of no other kind / 不備の場所（defectの場合に必須）',
  })
  cells?: NoticeCellToGive[];

  @ApiProperty({
    required: false,
    minLength: 1,
    maxLength: FREE_TEXT_MAX,
    pattern: FREE_TEXT_FORM,
    description:
      'In words; sealed at once for the other side, so that nobody else can read it. A remark has one / 文章（相手側だけが読めるよう暗号化。remarkでは必須）',
    example: '3行目の被保険者番号をご確認のうえ、再送をお願いします。',
  })
  text?: string;
}

export class NoticeToClose {
  @ApiProperty({
    enum: [...closings],
    description: 'How it was settled / 済み・対応しない・不要になった',
    example: 'done',
  })
  reason!: Closing;
}

export class NoticeQuery extends PageQuery {
  @ApiProperty({
    required: false,
    enum: ['received', 'given'],
    default: 'received',
    description: 'Given by the other side, or by the own / 受けた連絡か、行った連絡か',
    example: 'received',
  })
  direction!: 'received' | 'given';

  @ApiProperty({
    required: false,
    enum: [...noticeStates],
    description: 'State; all when left out / 状態（省略時は全て）',
    example: 'open',
  })
  state?: NoticeState;

  @ApiProperty({
    required: false,
    enum: [...noticeKinds],
    description: 'Kind; all when left out / 種類（省略時は全て）',
    example: 'resend-request',
  })
  kind?: NoticeKind;

  @ApiProperty({
    required: false,
    type: [String],
    items: { type: 'string', pattern: '^[0-9A-Z]{10}$' },
    uniqueItems: true,
    maxItems: 100,
    description:
      'Own offices; all that the caller acts for when left out / 自らの事業所番号（代行業者は委任元。省略時は全て）',
    example: ['1370000011'],
  })
  office?: string[];
}

/** What is known of a notice; its text never is. */
export class NoticeView {
  @ApiProperty({ format: 'uuid', description: 'Notice id / 連絡ID', example: exampleNoticeId })
  id!: string;

  @ApiProperty({ format: 'uuid', description: 'Transmission it is about / 電文ID', example: exampleTransmissionId })
  transmission!: string;

  @ApiProperty({ enum: [...noticeKinds], description: 'Kind / 種類', example: 'defect' })
  kind!: NoticeKind;

  @ApiProperty({ enum: [...sides], description: 'Side that gave it / 連絡した側', example: 'destination' })
  givenBy!: Side;

  @ApiProperty({ description: 'Whether a carrier gave it by mandate / 代行業者による連絡か', example: false })
  byCarrier!: boolean;

  @ApiProperty({ description: 'Sender of the transmission / 電文の送信元', example: '1371215102' })
  sender!: string;

  @ApiProperty({ description: 'Destination of the transmission / 電文の送信先', example: '1370000011' })
  destination!: string;

  @ApiProperty({ type: [NoticeCellView], description: 'Of a defect: where / 不備の場所' })
  cells!: NoticeCellView[];

  @ApiProperty({ description: 'Whether it has a text / 文章があるか', example: true })
  hasText!: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Until when the sealed text is kept / 文章の保存期限',
    example: '2027-01-01T01:02:03.456Z',
  })
  textUntil!: string | null;

  @ApiProperty({
    enum: [...noticeStates],
    description: 'open, answered by a transmission, or closed / 状態（未対応・再送済・終了）',
    example: 'open',
  })
  state!: NoticeState;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'uuid',
    description: 'The transmission that came in the place of the one it is about / 再送された電文ID',
    example: null,
  })
  answeredBy!: string | null;

  @ApiProperty({ format: 'date-time', description: 'Given / 連絡日時', example: exampleMoment })
  createdAt!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'First read by the other side / 相手側が読んだ日時',
    example: null,
  })
  readAt!: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: 'Closed / 終了日時', example: null })
  closedAt!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    enum: [...sides, null],
    description: 'Side that closed it / 終了した側',
    example: null,
  })
  closedBy!: Side | null;

  @ApiProperty({
    type: String,
    nullable: true,
    enum: [...closings, null],
    description: 'How it was settled / 終了の理由',
    example: null,
  })
  closing!: Closing | null;

  static from(notice: Notice): NoticeView {
    return {
      id: notice.id,
      transmission: notice.transmissionId,
      kind: notice.kind,
      givenBy: notice.givenBy,
      byCarrier: notice.byCarrier,
      sender: notice.sender,
      destination: notice.destination,
      cells: notice.cells.map((cell) => ({ ...cell })),
      hasText: notice.sealedFor !== null,
      textUntil: notice.textUntil?.toISOString() ?? null,
      state: stateOf(notice),
      answeredBy: notice.answeredBy,
      createdAt: notice.createdAt.toISOString(),
      readAt: notice.readAt?.toISOString() ?? null,
      closedAt: notice.closedAt?.toISOString() ?? null,
      closedBy: notice.closedBy,
      closing: notice.closing,
    };
  }
}

export class NoticeWithTextView extends NoticeView {
  @ApiProperty({
    type: 'object',
    nullable: true,
    additionalProperties: true,
    description:
      'The text sealed for the caller (JWE General JSON, typ careplan-notice+jwe, text/plain in UTF-8); null without one, when its time is over, or when it was sealed before the caller held a key to it / 暗号化された文章',
    example: sealedContentExample,
  })
  sealedText!: Record<string, unknown> | null;
}

export class NoticesView {
  @ApiProperty({ type: [NoticeView], description: 'Of both sides, in the order given / 双方の連絡（古い順）' })
  notices!: NoticeView[];
}

/** A page in the order given. */
export class NoticePageView {
  @ApiProperty({ type: [NoticeView], description: 'Rows; empty only when there are no more / 一覧' })
  notices!: NoticeView[];

  @ApiProperty({
    description: 'Cursor to go on from here, now or later / 続きを取得するためのcursor',
    example: 'WyIwIiwi…',
  })
  next!: string;

  @ApiProperty({ description: 'Whether there are more rows already / 続きがあるか', example: false })
  more!: boolean;
}
