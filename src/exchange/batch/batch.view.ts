import { ApiProperty } from '@nestjs/swagger';
import { CapabilityView } from '../../http/capability.view.js';
import { BilingualView, FindingView, findingViews } from '../../http/finding.view.js';
import { problemType } from '../../http/problem.js';
import { UNIT_KINDS } from '../../standard/editions.js';
import { type UnitKind } from '../../standard/units.js';
import { exampleTransmissionId, ManifestFileView } from '../transmission.view.js';
import {
  Batch,
  BatchItem,
  type BatchState,
  batchStates,
  ItemCounts,
  type ItemState,
  itemStates,
  Undeliverable,
  UnassignedFile,
  type UnassignedReason,
  unassignedReasons,
} from './batch.js';
import { unassignedWords } from './unassigned-words.js';

export const exampleBatchId = '01955c2e-7c00-7000-8000-000000000040';
const exampleMoment = '2026-11-22T01:02:03.456Z';

const count = (what: string, example: number) => ({ type: 'integer' as const, description: what, example });

/** How many units are in which state. */
export class ItemCountsView implements ItemCounts {
  @ApiProperty(count('Not processed yet / 未処理', 3))
  waiting!: number;

  @ApiProperty(count('Sent / 受付済', 92))
  accepted!: number;

  @ApiProperty(count('Held / 保留', 0))
  held!: number;

  @ApiProperty(count('Rejected / 不受理', 2))
  rejected!: number;

  @ApiProperty(count('Sent before already / 送信済み（重複）', 1))
  duplicate!: number;

  @ApiProperty(count('Cancelled before it was sent / 取消', 0))
  cancelled!: number;
}

export class BatchSummaryView {
  @ApiProperty({ format: 'uuid', description: 'Batch id / 一括送信ID', example: exampleBatchId })
  id!: string;

  @ApiProperty({
    enum: [...batchStates],
    description: 'staged: taken in; working: units are being sent; finished; cancelled / 状態',
    example: 'working',
  })
  state!: BatchState;

  @ApiProperty({
    format: 'uuid',
    description: 'Client that sent it: the office itself, or its carrier / 送信した利用者ID',
    example: '01955c2e-7c00-7000-8000-000000000002',
  })
  client!: string;

  @ApiProperty({ description: 'Whether a carrier sent it by mandate / 代行業者による送信か', example: false })
  byCarrier!: boolean;

  @ApiProperty({ description: 'Sending office / 送信元の事業所番号', example: '1371215102' })
  sender!: string;

  @ApiProperty({ description: 'Whether its units are held instead of sent / 保留（登録・保留）か', example: false })
  hold!: boolean;

  @ApiProperty(count('Files as uploaded / アップロードされたファイル数', 300))
  files!: number;

  @ApiProperty(count('Bytes of these files / 合計サイズ', 3072000))
  size!: number;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Units found in it; null until it is taken apart / 送信単位の数',
    example: 98,
  })
  items!: number | null;

  @ApiProperty({ type: ItemCountsView, description: 'Units by state / 状態別の送信単位数' })
  counts!: ItemCountsView;

  @ApiProperty({ format: 'date-time', description: 'Received by the gateway / 受付日時', example: exampleMoment })
  createdAt!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Finished or cancelled / 完了・取消の日時',
    example: null,
  })
  finishedAt!: string | null;

  static of(batch: Batch): BatchSummaryView {
    return {
      id: batch.id,
      state: batch.state,
      client: batch.clientId,
      byCarrier: batch.sentByCarrier !== null,
      sender: batch.sender,
      hold: batch.hold,
      files: batch.files,
      size: batch.size,
      items: batch.items,
      counts: { ...batch.counts },
      createdAt: batch.createdAt.toISOString(),
      finishedAt: batch.finishedAt?.toISOString() ?? null,
    };
  }
}

/** A file that belongs to no unit, and was not sent. */
export class UnassignedFileView {
  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'Its name, where it consists of codes and numbers; null where it might name a person / ファイル名（符号と数字だけの場合）',
    example: null,
  })
  name!: string | null;

  @ApiProperty({ ...count('Which file of the upload, from 1 / アップロード中の何番目か', 12) })
  position!: number;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Which file inside of the zip at that position, from 1 / zipの中の何番目か',
    example: null,
  })
  entry!: number | null;

  @ApiProperty({ enum: [...unassignedReasons], description: 'Why / 理由', example: 'file-name' })
  reason!: UnassignedReason;

  @ApiProperty({ type: BilingualView, description: 'What to do about it / 内容と対処' })
  message!: BilingualView;

  @ApiProperty({ type: [FindingView], description: 'What is wrong with a combined CSV itself / 一括CSV自体の誤り' })
  findings!: FindingView[];

  @ApiProperty(count('Findings in all; findings holds the first 1,000 / 点検結果の総数', 0))
  findingsTotal!: number;

  static from({ findings, reason, ...file }: UnassignedFile): UnassignedFileView {
    return { ...file, reason, message: { ...unassignedWords[reason] }, findings: findingViews(findings) };
  }
}

/** An office that takes no data, and how else it is reached. */
export class UndeliverableView {
  @ApiProperty({ description: 'Office number / 事業所番号', example: '1370000099' })
  office!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Office name; null when the directory does not know it / 事業所名',
    example: 'Z事業所',
  })
  name!: string | null;

  @ApiProperty({
    type: CapabilityView,
    nullable: true,
    description: 'How else it is reached; null when the directory does not know it / 他の連絡手段',
  })
  capability!: CapabilityView | null;
}

export class BatchView extends BatchSummaryView {
  @ApiProperty({
    type: [UnassignedFileView],
    description: 'Files that belong to no unit: named, not guessed / どの送信単位にも属さないファイル',
  })
  unassigned!: UnassignedFileView[];

  @ApiProperty({
    type: [UndeliverableView],
    description: 'Destinations that cannot take data / データを受信できない送信先',
  })
  undeliverable!: UndeliverableView[];

  static from(batch: Batch, undeliverable: readonly Undeliverable[]): BatchView {
    return {
      ...BatchSummaryView.of(batch),
      unassigned: batch.unassigned.map((file) => UnassignedFileView.from(file)),
      undeliverable: undeliverable.map(({ capability, ...office }) => ({
        ...office,
        capability: capability && { ...capability, versions: [...capability.versions] },
      })),
    };
  }
}

export class BatchPageView {
  @ApiProperty({ type: [BatchSummaryView], description: 'Batches, the newest first / 一括送信（新しい順）' })
  batches!: BatchSummaryView[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Where to go on; null at the end / 続きの位置',
    example: null,
  })
  next!: string | null;
}

/** One unit of a batch. */
export class BatchItemView {
  @ApiProperty(count('Number in the batch, from 1 / 通番', 1))
  number!: number;

  @ApiProperty({ enum: [...itemStates], description: 'What became of it / 状態', example: 'accepted' })
  state!: ItemState;

  @ApiProperty({ description: 'Destination office / 送信先の事業所番号', example: '1370000011' })
  destination!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Its name; null when the directory does not know it / 送信先の事業所名',
    example: 'K事業所',
  })
  destinationName!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    enum: [...UNIT_KINDS, null],
    description: 'Kind of unit; null where the files are no permitted unit / 送信単位の種類',
    example: 'use-slip',
  })
  kind!: UnitKind | null;

  @ApiProperty({ pattern: '^[0-9]{14}$', description: 'Sequence / ファイル連番', example: '20250325100100' })
  sequence!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Service month YYYYMM, or null / 対象年月',
    example: '202504',
  })
  month!: string | null;

  @ApiProperty({ type: [ManifestFileView], description: 'Its files / ファイル' })
  files!: ManifestFileView[];

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'uuid',
    description: 'The transmission that it became, or that it is a duplicate of / 電文ID',
    example: exampleTransmissionId,
  })
  transmission!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'uri',
    description: 'Problem for which it was rejected / 不受理の理由',
    example: null,
  })
  problem!: string | null;

  @ApiProperty({
    type: CapabilityView,
    nullable: true,
    description: 'What the destination can take instead, where that was the problem / 送信先の受信可否と他の連絡手段',
  })
  capability!: CapabilityView | null;

  @ApiProperty({ type: [FindingView], description: 'Warnings, or what it was rejected for / 点検結果' })
  findings!: FindingView[];

  @ApiProperty(count('Findings in all; findings holds the first 1,000 / 点検結果の総数', 0))
  findingsTotal!: number;

  static from(item: BatchItem): BatchItemView {
    const { number, state, destination, destinationName, kind, sequence, month, transmission, findingsTotal } = item;
    return {
      ...{ number, state, destination, destinationName, kind, sequence, month, transmission, findingsTotal },
      files: item.files.map(({ name, size, sha256 }) => ({ name, size, sha256 })),
      problem: item.problem === null ? null : problemType(item.problem),
      capability: item.capability && { ...item.capability, versions: [...item.capability.versions] },
      findings: findingViews(item.findings),
    };
  }
}

export class BatchItemPageView {
  @ApiProperty({ type: [BatchItemView], description: 'Units, in ascending sequence / 送信単位（連番順）' })
  items!: BatchItemView[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Where to go on; null at the end / 続きの位置',
    example: null,
  })
  next!: string | null;
}
