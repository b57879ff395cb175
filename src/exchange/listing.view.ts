import { ApiProperty } from '@nestjs/swagger';
import { PageQuery } from '../http/page-query.js';
import { FORM_CODES, UNIT_KINDS } from '../standard/editions.js';
import { type FormCode } from '../standard/layouts/form.js';
import { type UnitKind } from '../standard/layouts/unit-definition.js';
import {
  arrivedStates,
  openStates,
  type TransmissionState,
  transmissionStates,
  type Place,
  places,
} from './transmission.js';
import { ListedTransmission } from './listing.store.js';
import { TransmissionView } from './transmission.view.js';

export class ListingQuery extends PageQuery {
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

  @ApiProperty({
    required: false,
    enum: [...UNIT_KINDS],
    description: 'Kind of unit / 送信単位の種類',
    example: 'use-slip',
  })
  kind?: UnitKind;

  @ApiProperty({
    required: false,
    enum: [...FORM_CODES],
    description: 'Form contained / 含まれる様式',
    example: 'UPPLAN',
  })
  form?: FormCode;

  @ApiProperty({
    required: false,
    pattern: '^[0-9]{4}(0[1-9]|1[0-2])$',
    description: 'Service month YYYYMM / 対象年月',
    example: '202504',
  })
  month?: string;

  @ApiProperty({
    required: false,
    type: 'integer',
    minimum: 0,
    maximum: 1000000,
    description: 'At least so many persons in it / 利用者数の下限',
    example: 1,
  })
  personsMin?: number;

  @ApiProperty({
    required: false,
    type: 'integer',
    minimum: 0,
    maximum: 1000000,
    description: 'At most so many persons in it / 利用者数の上限',
    example: 10,
  })
  personsMax?: number;

  @ApiProperty({
    required: false,
    description: 'Delete forms only, or everything but them / 削除様式のみ（true）・以外（false）',
    example: false,
  })
  deletion?: boolean;

  @ApiProperty({
    required: false,
    description: 'true: without what a newer unit replaces / 置き換えられたものを除く（true）',
    example: true,
  })
  current?: boolean;

  @ApiProperty({
    required: false,
    enum: [...places],
    description: 'Where it is: here, with a carrier, at the office / 現在地（図表126）',
    example: 'gateway',
  })
  place?: Place;
}

export const listingOrders = ['arrival', 'sequence'] as const;
export type ListingOrder = (typeof listingOrders)[number];

export class InboxQuery extends ListingQuery {
  @ApiProperty({
    required: false,
    description: 'true: only what nobody has collected yet; state is then left out / 未受信（未読）のみ',
    example: true,
  })
  unread?: boolean;

  @ApiProperty({
    required: false,
    enum: [...listingOrders],
    default: 'arrival',
    description:
      'arrival: a cursor that skips nothing. sequence: the order of import; a carrier names one office / 到着順（cursorで漏れなく取得）・連番順（取込順。代行業者はofficeを1件指定）',
    example: 'arrival',
  })
  order!: ListingOrder;

  @ApiProperty({
    required: false,
    pattern: '^[0-9A-Z]{10}$',
    description: 'Sending office / 送信元の事業所番号',
    example: '1371215102',
  })
  sender?: string;

  @ApiProperty({
    required: false,
    type: [String],
    items: { type: 'string', enum: [...arrivedStates] },
    uniqueItems: true,
    maxItems: 10,
    default: [...openStates],
    description: 'States; open ones when left out / 状態（省略時は未処理のみ）',
    example: ['available'],
  })
  state!: TransmissionState[];
}

export class OutboxQuery extends ListingQuery {
  @ApiProperty({
    required: false,
    pattern: '^[0-9A-Z]{10}$',
    description: 'Destination office / 送信先の事業所番号',
    example: '1370000011',
  })
  destination?: string;

  @ApiProperty({
    required: false,
    type: [String],
    items: { type: 'string', enum: [...transmissionStates] },
    uniqueItems: true,
    maxItems: 11,
    default: [...transmissionStates],
    description: 'States; all when left out / 状態（省略時は全て）',
    example: ['available'],
  })
  state!: TransmissionState[];
}

export class ListedTransmissionView extends TransmissionView {
  @ApiProperty({ description: 'Name of the sending office / 送信元の事業所名', example: 'A事業所' })
  senderName!: string;

  @ApiProperty({
    description: 'Name of the destination office; empty when it is not in the directory / 送信先の事業所名',
    example: 'K事業所',
  })
  destinationName!: string;
}

/** A page in order of arrival (inbox) or of sending (outbox). */
export class TransmissionPageView {
  @ApiProperty({ type: [ListedTransmissionView], description: 'Rows; empty only when there are no more / 一覧' })
  transmissions!: ListedTransmissionView[];

  @ApiProperty({
    description: 'Cursor to go on from here, now or later / 続きを取得するためのcursor',
    example: 'WyIwIiwi…',
  })
  next!: string;

  @ApiProperty({ description: 'Whether there are more rows already / 続きがあるか', example: false })
  more!: boolean;
}

/**
 * What matters of a page. Its next does not: it grows shorter when other transactions end, without a row more or less, and
 * an earlier one leads to the same rows.
 */
export const rowsOf = ({ transmissions, more }: TransmissionPageView): unknown => [transmissions, more];

export class InboxCountsQuery {
  @ApiProperty({
    required: false,
    type: [String],
    items: { type: 'string', pattern: '^[0-9A-Z]{10}$' },
    uniqueItems: true,
    maxItems: 100,
    description: 'Own offices; all that the caller acts for when left out / 自らの事業所番号（省略時は全て）',
    example: ['1370000011'],
  })
  office?: string[];

  @ApiProperty({
    required: false,
    pattern: '^[0-9]{4}(0[1-9]|1[0-2])$',
    description: 'Service month YYYYMM / 対象年月',
    example: '202504',
  })
  month?: string;
}

class OpenCountView {
  @ApiProperty({ type: 'integer', description: 'Not confirmed yet / 未処理', example: 12 })
  open!: number;

  @ApiProperty({ type: 'integer', description: 'Of them, not collected yet / うち未受信（未読）', example: 7 })
  unread!: number;
}

export class KindCountView extends OpenCountView {
  @ApiProperty({ enum: [...UNIT_KINDS], description: 'Kind of unit / 送信単位の種類', example: 'use-slip' })
  kind!: UnitKind;
}

export class OfficeCountView extends OpenCountView {
  @ApiProperty({ description: 'Office number / 事業所番号', example: '1371215102' })
  office!: string;

  @ApiProperty({ description: 'Its name / 事業所名', example: 'A事業所' })
  name!: string;
}

/** What is open, counted. */
export class InboxCountsView extends OpenCountView {
  @ApiProperty({ type: [KindCountView], description: 'By kind of unit / 種類別' })
  byKind!: KindCountView[];

  @ApiProperty({
    type: [OfficeCountView],
    description: 'By sending office, most unread first; at most 1,000 / 送信元別（未受信の多い順）',
  })
  bySender!: OfficeCountView[];

  @ApiProperty({
    type: [OfficeCountView],
    description: 'By destination office, most unread first; at most 1,000 / 送信先別（代行業者向け）',
  })
  byOffice!: OfficeCountView[];
}

export function listedView(
  { transmission, senderName, destinationName }: ListedTransmission,
  view: (transmission: ListedTransmission['transmission']) => TransmissionView,
): ListedTransmissionView {
  return { ...view(transmission), senderName, destinationName };
}
