import { applyDecorators } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiExtraModels,
  ApiHeader,
  ApiOperation,
  ApiProperty,
  ApiResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import { CapabilityView } from './capability.view.js';
import { Allow, AllowAnyone, ClientKind } from './caller.js';
import {
  authenticationRequired,
  headersTooLarge,
  idempotencyKeyMissing,
  internalError,
  notAllowed,
  requestInvalid,
  requestTimeout,
  unavailable,
} from './http.problems.js';
import { problemDocument } from './problem.filter.js';
import { Bilingual, Problem, ProblemFactory } from './problem.js';

export class ProblemErrorView {
  @ApiProperty({ required: false, description: 'JSON pointer into the body / 本文中の場所', example: '/sender' })
  pointer?: string;

  @ApiProperty({ required: false, description: 'Name of the query or path parameter / パラメータ名', example: 'limit' })
  parameter?: string;

  @ApiProperty({ required: false, description: 'Name of the header / ヘッダー名', example: 'Idempotency-Key' })
  header?: string;

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    description: 'File name; null when a file is missing / ファイル名',
    example: 'UPPLAN_202504_1371215102_43_1370000011_11_20250325100100.CSV',
  })
  file?: string | null;

  @ApiProperty({
    required: false,
    type: 'integer',
    nullable: true,
    description: 'Record number from 1, header row 0 / 行',
    example: 3,
  })
  row?: number | null;

  @ApiProperty({
    required: false,
    type: 'integer',
    nullable: true,
    description: 'Field number from 1 / 列',
    example: 10,
  })
  column?: number | null;

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    description: 'Item name of the standard / 項目名',
    example: 'サービス利用日',
  })
  item?: string | null;

  @ApiProperty({ required: false, description: 'Rule that found it / 点検ルール', example: 'range' })
  rule?: string;

  @ApiProperty({ required: false, enum: ['error', 'warning'], description: 'Severity / 重要度', example: 'error' })
  severity?: string;

  @ApiProperty({ description: 'What is wrong there / 内容', example: 'This member is required.' })
  detail!: string;
}

/** Problem details for HTTP APIs, RFC 9457, with the members that every problem of this API has. */
export class ProblemView {
  @ApiProperty({
    format: 'uri',
    description: 'Stable type / 種別。固定の識別子',
    example: 'urn:careplan:problem:not-found',
  })
  type!: string;

  @ApiProperty({ description: 'Short text in the language of Content-Language / 見出し', example: '見つかりません。' })
  title!: string;

  @ApiProperty({ description: 'HTTP status / HTTPステータス', example: 404 })
  status!: number;

  @ApiProperty({ description: 'What to do about it / 対処', example: '存在しないか、あなたのものではありません。' })
  detail!: string;

  @ApiProperty({
    enum: ['gateway', 'relay', 'office'],
    description: 'Where it arose / 発生した場所（ベンダー／代行／事業所の切り分け）',
    example: 'gateway',
  })
  hop!: string;

  @ApiProperty({
    format: 'uuid',
    description: 'Id of this request, for enquiries / 問い合わせ用の番号',
    example: '01955c2e-7c00-7000-8000-000000000001',
  })
  requestId!: string;

  @ApiProperty({ required: false, type: [ProblemErrorView], description: 'Places and reasons / 場所と理由' })
  errors?: ProblemErrorView[];

  @ApiProperty({
    required: false,
    description: 'How many there are in all; errors holds the first 1,000 / 誤りの総数',
    example: 1,
  })
  errorsTotal?: number;

  @ApiProperty({
    required: false,
    type: 'integer',
    description: 'The bound that was exceeded / 上限',
    example: 2097152,
  })
  limit?: number;

  @ApiProperty({
    required: false,
    enum: ['bytes', 'files', 'rows', 'destinations', 'characters'],
    description: 'What limit counts / 上限の単位',
    example: 'bytes',
  })
  unit?: string;

  @ApiProperty({
    required: false,
    description: 'Which check failed, where the type alone does not say / 理由の区分',
    example: 'signature',
  })
  reason?: string;

  @ApiProperty({
    required: false,
    type: CapabilityView,
    description: 'What the destination can take instead, and how else it is reached / 送信先の受信可否と他の連絡手段',
  })
  capability?: CapabilityView;

  @ApiProperty({
    required: false,
    format: 'uuid',
    description: 'The transmission that holds the sequence already / 同じ連番の電文ID',
    example: '01955c2e-7c00-7000-8000-000000000010',
  })
  transmission?: string;

  @ApiProperty({
    required: false,
    format: 'uuid',
    description: 'The mandate that is in the way / 既にある委任のID',
    example: '01955c2e-7c00-7000-8000-000000000030',
  })
  mandate?: string;

  @ApiProperty({
    required: false,
    description: 'State that does not allow it / この操作を許さない現在の状態',
    example: 'revoked',
  })
  state?: string;

  @ApiProperty({ required: false, description: 'Office whose mandate is missing / 事業所番号', example: '1370000011' })
  office?: string;

  @ApiProperty({ required: false, description: 'Scope that is missing / 委任の範囲', example: 'send' })
  scope?: string;

  @ApiProperty({
    required: false,
    description: 'OAuth error code, at the token endpoint (RFC 6749 section 5.2)',
    example: 'invalid_client',
  })
  error?: string;
}

export interface OperationOptions {
  readonly summary: Bilingual;
  readonly description?: Bilingual;
  /** Who may call it. 'anyone' means without a token. */
  readonly allow: [ClientKind, ...ClientKind[]] | 'anyone';
  readonly problems?: readonly ProblemFactory[];
  /** Creating POSTs need an Idempotency-Key. */
  readonly idempotent?: boolean;
}

/**
 * Declares one operation: who may call it, what it is, and every problem it can answer with. Declares only; the guard,
 * the filter and the document generator act on it.
 */
export function Operation(options: OperationOptions): MethodDecorator {
  const isPublic = options.allow === 'anyone';
  const problems = [
    requestInvalid,
    ...(isPublic ? [] : [authenticationRequired, notAllowed]),
    ...(options.idempotent ? [idempotencyKeyMissing] : []),
    ...(options.problems ?? []),
    requestTimeout,
    headersTooLarge,
    internalError,
    unavailable,
  ];
  return applyDecorators(
    options.allow === 'anyone' ? AllowAnyone() : Allow(...options.allow),
    ApiOperation({
      summary: `${options.summary.en} / ${options.summary.ja}`,
      ...(options.description && { description: `${options.description.en}\n\n${options.description.ja}` }),
    }),
    ApiExtraModels(ProblemView),
    ApiHeader({
      name: 'Accept-Language',
      required: false,
      description: 'Language of texts in problems and findings: ja (default) or en / 文言の言語',
      schema: { type: 'string', default: 'ja' },
      example: 'en',
    }),
    ...(isPublic ? [] : [ApiBearerAuth()]),
    ...(options.idempotent
      ? [
          ApiHeader({
            name: 'Idempotency-Key',
            required: true,
            description: 'Stays the same when the request is repeated / 再送時も同じ値にするキー',
            schema: { type: 'string', minLength: 1, maxLength: 255 },
            example: '01955c2e-7c00-7000-8000-0000000000aa',
          }),
        ]
      : []),
    ...problemResponses(problems),
  );
}

/** One response per status; its examples are the problems themselves. */
function problemResponses(problems: readonly ProblemFactory[]): MethodDecorator[] {
  const byStatus = new Map<number, ProblemFactory[]>();
  for (const factory of new Set(problems)) {
    const { status } = factory.definition;
    byStatus.set(status, [...(byStatus.get(status) ?? []), factory]);
  }
  return [...byStatus].map(([status, factories]) => ApiResponse({ status, ...problemResponse(status, factories) }));
}

export function problemResponse(status: number, factories: readonly ProblemFactory[]): ResponseDocumentation {
  return {
    description: factories
      .map(({ definition }) => `\`${definition.code}\`: ${definition.description.en} / ${definition.description.ja}`)
      .join('\n\n'),
    headers: problemHeaders(status),
    content: {
      'application/problem+json': {
        schema: { $ref: getSchemaPath(ProblemView) },
        examples: Object.fromEntries(
          factories.map((factory) => [
            factory.definition.code,
            {
              summary: factory.definition.title.en,
              value: problemDocument(new Problem(factory.definition), 'ja', exampleRequestId),
            },
          ]),
        ),
      },
    },
  };
}

interface ResponseDocumentation {
  readonly description: string;
  readonly headers: HeaderDocumentation;
  readonly content: Record<string, { schema: { $ref: string }; examples: Record<string, object> }>;
}

type HeaderDocumentation = Record<
  string,
  { description: string; schema: { type: 'string' | 'integer' }; example: string | number }
>;

/** Headers of a 201 or 202 answer. */
export function createdHeaders(location: string): HeaderDocumentation {
  return {
    Location: { description: 'The resource / 作成されたもの', schema: { type: 'string' }, example: location },
    'Idempotency-Replayed': {
      description: 'true when this is the stored answer of an earlier request / 再送への応答',
      schema: { type: 'string' },
      example: 'true',
    },
  };
}

const exampleRequestId = '01955c2e-7c00-7000-8000-000000000001';

function problemHeaders(status: number): HeaderDocumentation {
  return {
    'Content-Language': {
      description: 'Language of the texts / 文言の言語',
      schema: { type: 'string' },
      example: 'ja',
    },
    ...(status === 401 && {
      'WWW-Authenticate': {
        description: 'Bearer challenge (RFC 6750)',
        schema: { type: 'string' as const },
        example: 'Bearer realm="careplan"',
      },
    }),
    ...((status === 503 || status === 409) && {
      'Retry-After': {
        description: 'Seconds to wait, where a repeat makes sense / 再送までの秒数',
        schema: { type: 'integer' as const },
        example: 5,
      },
    }),
  };
}
