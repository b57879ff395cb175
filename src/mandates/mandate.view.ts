import { ApiProperty } from '@nestjs/swagger';
import { PageQuery } from '../http/page-query.js';
import { problemType } from '../http/problem.js';
import { Mandate, mandateScopes, mandateStates, type MandateScope, type MandateState } from './mandate.js';
import { Carrier } from './mandate.store.js';
import { Accepted } from './accept-many.js';
import { Proposed } from './propose-many.js';

export const exampleMandateId = '01955c2e-7c00-7000-8000-000000000030';
const exampleClientId = '01955c2e-7c00-7000-8000-000000000002';
const exampleMoment = '2026-11-22T01:02:03.456Z';

/** What the carrier may do, and from when to when. */
export class TermsToPropose {
  @ApiProperty({
    type: [String],
    minItems: 1,
    uniqueItems: true,
    items: { type: 'string', enum: [...mandateScopes] },
    description:
      'What the carrier may do for the office: send, collect, confirm (needs collect), recall / 委任の範囲（送信・受信・受領確認・取消）',
    example: ['send', 'collect', 'confirm'],
  })
  scopes!: MandateScope[];

  @ApiProperty({
    required: false,
    type: String,
    format: 'date-time',
    description: 'Stands from; at once when left out / 開始日時（省略時は承諾時から）',
    example: '2026-12-01T00:00:00Z',
  })
  validFrom?: string;

  @ApiProperty({
    required: false,
    type: String,
    format: 'date-time',
    description: 'Stands until; open-ended when left out / 終了日時（省略時は取消まで）',
    example: '2027-12-01T00:00:00Z',
  })
  validUntil?: string;
}

export class MandateToPropose extends TermsToPropose {
  @ApiProperty({
    required: false,
    pattern: '^[0-9A-Z]{10}$',
    description: 'The office, when a carrier proposes / 事業所番号（代行業者からの申込み）',
    example: '1370000011',
  })
  officeNumber?: string;

  @ApiProperty({
    required: false,
    format: 'uuid',
    description:
      'Client id of the relay or network, when an office proposes / 代行業者の利用者ID（事業所からの申込み）',
    example: exampleClientId,
  })
  carrier?: string;
}

export class MemberProposal extends TermsToPropose {
  @ApiProperty({ pattern: '^[0-9A-Z]{10}$', description: 'The office / 事業所番号', example: '1370000011' })
  officeNumber!: string;
}

export class MemberProposals {
  @ApiProperty({
    type: [MemberProposal],
    minItems: 1,
    maxItems: 1000,
    description: 'Offices, each once / 事業所の一覧',
  })
  mandates!: MemberProposal[];
}

export class Acceptance {
  @ApiProperty({
    required: false,
    minLength: 1,
    maxLength: 200,
    description:
      'Only from the operator: where the office’s written consent is filed / 運用者のみ：書面による同意の保管番号（委任状番号など）',
    example: '委任状 2026-0123',
  })
  evidence?: string;
}

export class Acceptances extends Acceptance {
  @ApiProperty({
    type: [String],
    minItems: 1,
    maxItems: 1000,
    uniqueItems: true,
    items: { type: 'string', format: 'uuid' },
    description: 'Mandates to accept / 承諾する委任のID',
    example: [exampleMandateId],
  })
  mandates!: string[];
}

export class MandateView {
  @ApiProperty({ format: 'uuid', description: 'Mandate id / 委任ID', example: exampleMandateId })
  id!: string;

  @ApiProperty({ description: 'The office that grants it / 委任する事業所番号', example: '1370000011' })
  officeNumber!: string;

  @ApiProperty({ description: 'Its name / 事業所名', example: 'K事業所' })
  officeName!: string;

  @ApiProperty({
    format: 'uuid',
    description: 'The carrier that acts (client id) / 代行業者の利用者ID',
    example: exampleClientId,
  })
  carrier!: string;

  @ApiProperty({ description: 'Its name / 代行業者名', example: '伝送代行センター' })
  carrierName!: string;

  @ApiProperty({ enum: ['relay', 'network'], description: 'Its kind / 代行業者の種別', example: 'relay' })
  carrierKind!: string;

  @ApiProperty({
    type: [String],
    items: { type: 'string', enum: [...mandateScopes] },
    description: 'What the carrier may do / 委任の範囲',
    example: ['send', 'collect', 'confirm'],
  })
  scopes!: MandateScope[];

  @ApiProperty({
    enum: [...mandateStates],
    description: 'State; active counts only between its dates / 状態',
    example: 'active',
  })
  state!: MandateState;

  @ApiProperty({ enum: ['office', 'carrier'], description: 'Who proposed it / 申し込んだ側', example: 'carrier' })
  proposedBy!: string;

  @ApiProperty({ type: String, format: 'date-time', description: 'Stands from / 開始日時', example: exampleMoment })
  validFrom!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Stands until; null until revoked / 終了日時',
    example: '2027-12-01T00:00:00Z',
  })
  validUntil!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Document by which the operator accepted for the office / 書面による承諾の保管番号',
    example: '委任状 2026-0123',
  })
  evidence!: string | null;

  @ApiProperty({
    type: [String],
    items: { type: 'string', enum: ['office', 'carrier', 'operator'] },
    description: 'Sides that suspended it; each resumes for itself / 停止した側',
    example: [],
  })
  suspendedBy!: string[];

  @ApiProperty({ type: String, format: 'date-time', description: 'Proposed / 申込日時', example: exampleMoment })
  createdAt!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Accepted / 承諾日時',
    example: exampleMoment,
  })
  acceptedAt!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Declined, revoked or expired / 終了した日時',
    example: null,
  })
  endedAt!: string | null;

  static from(mandate: Mandate): MandateView {
    const { id, officeNumber, officeName, carrierId, carrierName, carrierKind, state, proposedBy, evidence } = mandate;
    return {
      id,
      officeNumber,
      officeName,
      carrier: carrierId,
      carrierName,
      carrierKind,
      scopes: [...mandate.scopes],
      state,
      proposedBy,
      validFrom: mandate.validFrom.toISOString(),
      validUntil: mandate.validUntil?.toISOString() ?? null,
      evidence,
      suspendedBy: [...mandate.suspendedBy],
      createdAt: mandate.createdAt.toISOString(),
      acceptedAt: mandate.acceptedAt?.toISOString() ?? null,
      endedAt: mandate.endedAt?.toISOString() ?? null,
    };
  }
}

export class MandateQuery extends PageQuery {
  @ApiProperty({ required: false, enum: [...mandateStates], description: 'State / 状態', example: 'active' })
  state?: MandateState;

  @ApiProperty({
    required: false,
    pattern: '^[0-9A-Z]{10}$',
    description: 'Office / 事業所番号',
    example: '1370000011',
  })
  office?: string;

  @ApiProperty({
    required: false,
    format: 'uuid',
    description: 'Carrier (client id) / 代行業者の利用者ID',
    example: exampleClientId,
  })
  carrier?: string;
}

export class MandatePageView {
  @ApiProperty({ type: [MandateView], description: 'Mandates, oldest first / 委任の一覧（古い順）' })
  mandates!: MandateView[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Cursor of the next page; null on the last one / 次ページのcursor',
    example: 'WyIwMTk1NWMyZSJd',
  })
  next!: string | null;
}

export class MemberOutcomeView {
  @ApiProperty({ description: 'The office / 事業所番号', example: '1370000011' })
  officeNumber!: string;

  @ApiProperty({
    enum: ['proposed', 'unchanged', 'open', 'office-unknown'],
    description:
      'proposed now; unchanged: the same terms are proposed or stand; open: others wait to be accepted; office-unknown / 結果',
    example: 'proposed',
  })
  outcome!: string;

  @ApiProperty({ type: MandateView, nullable: true, description: 'The mandate it is about / 委任' })
  mandate!: MandateView | null;
}

export class MemberOutcomesView {
  @ApiProperty({ type: [MemberOutcomeView], description: 'One for each office, in the order sent / 事業所ごとの結果' })
  outcomes!: MemberOutcomeView[];

  static from(proposed: readonly Proposed[]): MemberOutcomesView {
    return {
      outcomes: proposed.map(({ officeNumber, outcome, mandate }) => ({
        officeNumber,
        outcome,
        mandate: mandate && MandateView.from(mandate),
      })),
    };
  }
}

export class AcceptanceOutcomeView {
  @ApiProperty({ format: 'uuid', description: 'Mandate id / 委任ID', example: exampleMandateId })
  id!: string;

  @ApiProperty({ type: MandateView, nullable: true, description: 'The mandate, when accepted / 承諾した委任' })
  mandate!: MandateView | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'uri',
    description: 'Problem for which it was not accepted / 承諾できなかった理由',
    example: 'urn:careplan:problem:mandate-state',
  })
  problem!: string | null;
}

export class AcceptanceOutcomesView {
  @ApiProperty({ type: [AcceptanceOutcomeView], description: 'One for each, in the order sent / 委任ごとの結果' })
  outcomes!: AcceptanceOutcomeView[];

  static from(accepted: readonly Accepted[]): AcceptanceOutcomesView {
    return {
      outcomes: accepted.map(({ id, mandate, problem }) => ({
        id,
        mandate: mandate && MandateView.from(mandate),
        problem: problem && problemType(problem.definition.code),
      })),
    };
  }
}

export class RegisteredCarrierView {
  @ApiProperty({ format: 'uuid', description: 'Client id / 利用者ID', example: exampleClientId })
  id!: string;

  @ApiProperty({ description: 'Name / 名称', example: '伝送代行センター' })
  name!: string;

  @ApiProperty({ enum: ['relay', 'network'], description: 'Kind / 種別', example: 'relay' })
  kind!: string;
}

export class CarrierListView {
  @ApiProperty({ type: [RegisteredCarrierView], description: 'Relays and networks, by name / 代行業者の一覧' })
  carriers!: RegisteredCarrierView[];

  static from(carriers: readonly Carrier[]): CarrierListView {
    return { carriers: carriers.map(({ id, name, kind }) => ({ id, name, kind })) };
  }
}
