import { ApiProperty } from '@nestjs/swagger';
import { FORM_CODES, UNIT_KINDS } from '../standard/editions.js';
import { type FormCode } from '../standard/layouts/form.js';
import { type UnitKind } from '../standard/layouts/unit-definition.js';
import { IMPORT_REASONS, type ImportReason } from '../sealing/import-result.js';
import { StoredAnswer } from '../http/idempotency.js';
import { problemType } from '../http/problem.js';
import { CapabilityView } from '../http/capability.view.js';
import { Capability } from './destination.js';
import { FindingView, findingViews } from '../http/finding.view.js';
import { type Place, places, type Transmission, type TransmissionState, transmissionStates } from './transmission.js';
import { isDeletion } from './unit-series.js';

export const exampleTransmissionId = '01955c2e-7c00-7000-8000-000000000010';
const exampleSubmissionId = '01955c2e-7c00-7000-8000-00000000000f';
const exampleDigest = 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg';
const exampleFile = 'UPPLAN_202504_1371215102_43_1370000011_11_20250325100100.CSV';
const exampleMoment = '2026-11-22T01:02:03.456Z';

export class ManifestFileView {
  @ApiProperty({ description: 'File name of the standard / ファイル名', example: exampleFile })
  name!: string;

  @ApiProperty({ type: 'integer', description: 'Bytes / サイズ（バイト）', example: 1024 })
  size!: number;

  @ApiProperty({ description: 'SHA-256, base64url / ダイジェスト', example: exampleDigest })
  sha256!: string;
}

export class UnitView {
  @ApiProperty({
    enum: [...UNIT_KINDS],
    description: 'Kind of unit (送信単位) / 送信単位の種類',
    example: 'use-slip',
  })
  kind!: UnitKind;

  @ApiProperty({ description: 'CSVバージョン of the standard / 標準仕様の版', example: '202407' })
  version!: string;

  @ApiProperty({
    pattern: '^[0-9]{14}$',
    description: 'Sequence; units are imported in ascending order / ファイル連番（取込順）',
    example: '20250325100100',
  })
  sequence!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Service month YYYYMM, or null / 対象年月',
    example: '202504',
  })
  month!: string | null;

  @ApiProperty({
    type: [String],
    items: { type: 'string', enum: [...FORM_CODES] },
    description: 'Forms in the unit / 様式',
    example: ['UPPLAN', 'UPSIKYU', 'UPHOSOKU'],
  })
  forms!: FormCode[];

  @ApiProperty({ type: 'integer', description: 'Different persons in it / 利用者数', example: 1 })
  personCount!: number;

  @ApiProperty({
    description: 'Whether it deletes (削除) what was sent before / 削除の様式か（DLT1KYO、DLTPLAN、DLTJSKなど）',
    example: false,
  })
  isDeletion!: boolean;
}

export class HopView {
  @ApiProperty({
    enum: [...places],
    description: 'Here, with a carrier of the destination, or at the office / 現在地（基盤・代行業者・事業所）',
    example: 'carrier',
  })
  place!: Place;

  @ApiProperty({ format: 'date-time', description: 'Since when / いつから', example: exampleMoment })
  since!: string;
}

/** A cell that was not imported: where and why, never its value. */
export class ImportCellView {
  @ApiProperty({ type: String, nullable: true, description: 'File / ファイル名', example: exampleFile })
  file!: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Record, from 1 / 行', example: 3 })
  row!: number | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Field, from 1 / 列', example: 17 })
  column!: number | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Name of the item in the layout / 項目名',
    example: 'サービス項目コード',
  })
  item!: string | null;

  @ApiProperty({
    enum: [...IMPORT_REASONS],
    description: 'Why the software did not import it / 取込エラーの理由',
    example: 'not-in-master',
  })
  reason!: ImportReason;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The importing software’s own code / 取込側ソフトのエラーコード',
    example: 'E-1042',
  })
  code!: string | null;
}

/** What every view of a transmission tells; never anything of a file's content. */
export class TransmissionView {
  @ApiProperty({ format: 'uuid', description: 'Transmission id / 電文ID', example: exampleTransmissionId })
  id!: string;

  @ApiProperty({ format: 'uuid', description: 'Submission that it came with / 送信ID', example: exampleSubmissionId })
  submission!: string;

  @ApiProperty({ enum: [...transmissionStates], description: 'State / 状態', example: 'available' })
  state!: TransmissionState;

  @ApiProperty({
    format: 'uuid',
    description: 'Client that sent it: the office itself, or its carrier / 送信した利用者ID',
    example: '01955c2e-7c00-7000-8000-000000000002',
  })
  client!: string;

  @ApiProperty({ description: 'Whether a carrier sent it by mandate / 代行業者による送信か', example: false })
  byCarrier!: boolean;

  @ApiProperty({
    description: 'Whether one carrier acts on both sides / 送信元と送信先が同じ代行業者か',
    example: false,
  })
  sameCarrier!: boolean;

  @ApiProperty({ description: 'Sending office / 送信元の事業所番号', example: '1371215102' })
  sender!: string;

  @ApiProperty({ description: 'Destination office / 送信先の事業所番号', example: '1370000011' })
  destination!: string;

  @ApiProperty({ type: UnitView, nullable: true, description: 'The unit; null until it is checked / 送信単位' })
  unit!: UnitView | null;

  @ApiProperty({ type: [ManifestFileView], description: 'Files as the manifest names them / ファイル' })
  files!: ManifestFileView[];

  @ApiProperty({ type: 'integer', description: 'Bytes of all files / 合計サイズ', example: 30720 })
  size!: number;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Receipt signed by the gateway (JWS, typ careplan-receipt+jws) / 受領証',
    example: 'eyJhbGciOiJFUzI1NiIs…',
  })
  receipt!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Confirmation signed by the destination (JWS, typ careplan-confirmation+jws) / 受領確認',
    example: 'eyJhbGciOiJFUzI1NiIs…',
  })
  confirmation!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'SHA-256 of the content package, base64url / 内容のダイジェスト',
    example: exampleDigest,
  })
  contentSha256!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'uri',
    description: 'Problem for which a deferred send was rejected / 不受理の理由',
    example: 'urn:careplan:problem:check-failed',
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

  @ApiProperty({
    type: 'integer',
    description: 'Findings in all; findings holds the first 1,000 / 点検結果の総数',
    example: 0,
  })
  findingsTotal!: number;

  @ApiProperty({
    type: String,
    format: 'date-time',
    description: 'Received by the gateway / 受付日時',
    example: exampleMoment,
  })
  createdAt!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Available to the destination since / 到着日時',
    example: exampleMoment,
  })
  availableAt!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'First byte handed over / 受信日時',
    example: exampleMoment,
  })
  collectedAt!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Confirmed by the destination / 受領確認日時',
    example: exampleMoment,
  })
  confirmedAt!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Kept until / 保存期限',
    example: '2027-01-01T01:02:03.456Z',
  })
  expiresAt!: string | null;

  @ApiProperty({
    type: HopView,
    nullable: true,
    description: 'Where it is; null before it has arrived / 現在地（図表126）',
  })
  hop!: HopView | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'uuid',
    description:
      'The unit before it between the same offices, of the same kind and month, which it replaces / これが置き換える電文ID',
    example: null,
  })
  supersedes!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'uuid',
    description: 'The unit that replaces it / これを置き換えた電文ID',
    example: null,
  })
  supersededBy!: string | null;

  @ApiProperty({
    description: 'Whether a message lies in the sealed content / 連絡文が添えられているか',
    example: false,
  })
  hasMessage!: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Recalled, expired or discarded / 取消・期限切れ・破棄の日時',
    example: null,
  })
  endedAt!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'Receipt for a recall or expiry, signed by the gateway (JWS, typ careplan-receipt+jws) / 取消・期限切れの証',
    example: null,
  })
  endReceipt!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Import result signed by the destination (JWS, typ careplan-import-result+jws) / 取込結果',
    example: null,
  })
  importResult!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'When the import result was told / 取込結果の報告日時',
    example: null,
  })
  importToldAt!: string | null;

  @ApiProperty({
    type: [ImportCellView],
    description: 'Cells that were not imported; at most 1,000 / 取込エラー',
  })
  importCells!: ImportCellView[];

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'When its one extension was asked for / 保存期限を延長した日時',
    example: null,
  })
  extendedAt!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'When the content was deleted; the history stays / 内容を削除した日時（履歴は残る）',
    example: null,
  })
  contentDeletedAt!: string | null;

  @ApiProperty({
    required: false,
    format: 'uuid',
    description:
      'Set when this very unit was sent before: the earlier transmission, which this answer describes / 送信済みの電文ID',
    example: exampleTransmissionId,
  })
  duplicateOf?: string;

  static from(t: Transmission): TransmissionView {
    return {
      id: t.id,
      submission: t.submissionId,
      state: t.state,
      client: t.clientId,
      byCarrier: t.sentByCarrier !== null,
      sameCarrier: t.sameCarrier,
      sender: t.sender,
      destination: t.destination,
      unit: t.unit && { ...t.unit, forms: [...t.unit.forms], isDeletion: isDeletion(t.unit.kind) },
      files: [...t.files],
      size: t.size,
      receipt: t.receipt,
      confirmation: t.confirmation,
      contentSha256: t.contentSha256,
      problem: t.problem === null ? null : problemType(t.problem),
      capability: t.capability && capabilityView(t.capability),
      findings: findingViews(t.findings),
      findingsTotal: t.findingsTotal,
      createdAt: t.createdAt.toISOString(),
      availableAt: t.availableAt?.toISOString() ?? null,
      collectedAt: t.collectedAt?.toISOString() ?? null,
      confirmedAt: t.confirmedAt?.toISOString() ?? null,
      expiresAt: t.expiresAt?.toISOString() ?? null,
      hop: t.hop && t.hopSince && { place: t.hop, since: t.hopSince.toISOString() },
      supersedes: t.supersedes,
      supersededBy: t.supersededBy,
      hasMessage: t.hasMessage,
      endedAt: t.endedAt?.toISOString() ?? null,
      endReceipt: t.endReceipt,
      importResult: t.importResult,
      importToldAt: t.importToldAt?.toISOString() ?? null,
      importCells: t.importCells.map((cell) => ({ ...cell })),
      extendedAt: t.extendedAt?.toISOString() ?? null,
      contentDeletedAt: t.contentDeletedAt?.toISOString() ?? null,
    };
  }

  /** As the destination may see it: what the check told the sender is the sender's business. */
  static forDestination(t: Transmission): TransmissionView {
    return { ...TransmissionView.from(t), findings: [], findingsTotal: 0 };
  }
}

/** 201: accepted, sealed and available. */
export function acceptedAnswer(transmission: Transmission): StoredAnswer {
  return answer(201, transmission);
}

/** 202: staged; the Location tells how its check ends. */
export function stagedAnswer(transmission: Transmission): StoredAnswer {
  return answer(202, transmission);
}

/** 200: this very unit was sent before, and this is its transmission with its receipt. */
export function duplicateAnswer(earlier: Transmission): StoredAnswer {
  const { body, ...rest } = answer(200, earlier);
  return { ...rest, body: { ...(body as TransmissionView), duplicateOf: earlier.id } };
}

function answer(status: number, transmission: Transmission): StoredAnswer {
  return {
    status,
    headers: { location: `/v1/transmissions/${transmission.id}` },
    body: TransmissionView.from(transmission),
  };
}

/** What was stored by an earlier release does not speak of attachments. */
function capabilityView(capability: Capability): CapabilityView {
  const { attachments = false } = capability as Partial<Capability>;
  return { ...capability, versions: [...capability.versions], attachments };
}
