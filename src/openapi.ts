import { INestApplication } from '@nestjs/common';
import { DocumentBuilder, OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { tooLarge, unsupportedMediaType } from './http/http.problems.js';
import { problemResponse } from './http/operation.js';

/** The OpenAPI 3.1 document of the running code: committed under openapi/, served at /docs, enforced on requests. */
export function createDocument(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('Care-plan Gateway / ケアプランデータ連携ゲートウェイ')
    .setDescription(
      [
        'Exchange of care plans between offices by the standard ケアプランデータ連携標準仕様: signed, checked cell by cell, sealed for the destination, tracked.',
        '居宅介護支援事業所とサービス事業所の間で、標準仕様のファイルを署名・点検・暗号化して連携するAPIです。',
        'An unknown path, or a method that a path does not have, is answered 404 `not-found`.',
        '存在しないパス、又はそのパスにないメソッドには404（`not-found`）を返します。',
        'Errors are problem documents (RFC 9457) with a stable `type`, in Japanese or English by Accept-Language. Times are UTC (RFC 3339).',
        'エラーはRFC 9457の形式で、Accept-Languageにより日本語又は英語で返します。日時はUTC（RFC 3339）です。',
      ].join('\n\n'),
    )
    .setVersion('1.0.0')
    .setOpenAPIVersion('3.1.0')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/', 'This gateway / このゲートウェイ')
    .addTag('exchange', 'Send, list, collect, confirm, track / 送信・一覧・受信・受領確認・追跡')
    .addTag('batches', 'Many units for many offices in one go / 一括送信')
    .addTag('notices', 'What the two sides tell each other about a transmission / 連絡')
    .addTag('events', 'What has happened: by cursor, waited at, as a stream / イベント')
    .addTag('subscriptions', 'Who wants to be told of what, by webhook, mail or feed / 通知設定')
    .addTag('checking', 'Check files against the standard / 点検')
    .addTag('directory', 'Offices and what they can receive / 事業所')
    .addTag('mandates', 'What offices let relays and networks do for them / 委任')
    .addTag('identity', 'Callers, certificates, tokens / 利用者・証明書・トークン')
    .addTag('operations', 'Health / 稼働')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description:
        'From POST /v1/oauth/token. A token obtained over mutual TLS is bound to the certificate (RFC 8705) and serves only over connections with it. / mTLSで取得したトークンは証明書に結び付き、同じ証明書による接続でのみ使えます。',
    })
    .build();
  const document = SwaggerModule.createDocument(app, builder, { operationIdFactory: operationId });
  documentMutualTls(document);
  documentBodies(document);
  closeQueries(document);
  return document;
}

/** OpenAPI 3.1 knows mutual TLS; the types of the generator are those of 3.0. */
function documentMutualTls(document: OpenAPIObject): void {
  const scheme = {
    type: 'mutualTLS',
    description:
      'A registered certificate, presented to the gateway or to a proxy that it trusts (RFC 9440): one of the two ways to authenticate at POST /v1/oauth/token. / 登録済みの電子証明書による接続。トークン取得時の認証方法の一つです。',
  };
  Object.assign((document.components ??= {}).securitySchemes ?? {}, { mutualTLS: scheme });
}

/** Domain and method, such as `transmissionsSend`: what generators of clients call the operation. */
function operationId(controller: string, method: string): string {
  const domain = controller.replace(/Controller$/, '');
  return domain[0]?.toLowerCase() + domain.slice(1) + method[0]?.toUpperCase() + method.slice(1);
}

/** Whatever a POST or PUT takes, or if it takes nothing: what is sent may be too large, or of another content type. */
function documentBodies(document: OpenAPIObject): void {
  for (const operation of Object.values(document.paths).flatMap(({ post, put }) => [post, put])) {
    if (!operation) continue;
    for (const factory of [tooLarge, unsupportedMediaType]) {
      const { status } = factory.definition;
      operation.responses[status] ??= problemResponse(status, [factory]);
    }
    const { requestBody } = operation;
    const body = requestBody && 'content' in requestBody ? requestBody.content['application/json'] : null;
    if (body) closeSchema(document, body.schema);
  }
}

/** A misspelt filter is refused: to ignore it would be to list more than was asked for. */
function closeQueries(document: OpenAPIObject): void {
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
    if (name.endsWith('Query') && !('$ref' in schema)) schema.additionalProperties = false;
  }
}

/** A misspelt member of a JSON body is refused: to ignore it would be to do something else than what was meant. */
function closeSchema(document: OpenAPIObject, schema: unknown): void {
  const { $ref, items, allOf = [] } = (schema ?? {}) as { $ref?: string; items?: unknown; allOf?: unknown[] };
  for (const part of [items, ...allOf]) if (part) closeSchema(document, part);
  const named = $ref && document.components?.schemas?.[$ref.split('/').at(-1) ?? ''];
  if (!named || '$ref' in named || named.additionalProperties === false) return;
  named.additionalProperties = false;
  for (const member of Object.values(named.properties ?? {})) closeSchema(document, member);
}
