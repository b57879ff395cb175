import { ApiProperty } from '@nestjs/swagger';
import { StoredEvent } from '../events/event.js';
import { hops, type Hop } from './carrier.store.js';
import { exampleTransmissionId } from './transmission.view.js';

export const sealedContentExample = {
  protected: 'eyJlbmMiOiJBMjU2R0NNIiwidHlwIjoiY2FyZXBsYW4tc2VhbGVkK2p3ZSJ9',
  recipients: [
    { header: { alg: 'ECDH-ES+A256KW', kid: 'q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k' }, encrypted_key: '…' },
  ],
  iv: '…',
  ciphertext: '…',
  tag: '…',
};

export class ConfirmationStatement {
  @ApiProperty({
    minLength: 1,
    maxLength: 65536,
    description:
      'JWS compact (typ careplan-confirmation+jws) over {jti, iat, aud, kind: "confirmed", transmission, client, office, contentSha256} / 署名付き申告',
    example: 'eyJhbGciOiJFUzI1NiIs…',
  })
  statement!: string;
}

export class ConfirmationToMake extends ConfirmationStatement {
  @ApiProperty({ format: 'uuid', description: 'Transmission id / 電文ID', example: exampleTransmissionId })
  transmission!: string;
}

export class ConfirmationsToMake {
  @ApiProperty({
    type: [ConfirmationToMake],
    minItems: 1,
    maxItems: 1000,
    description: 'Statements / 署名付き申告の一覧',
  })
  confirmations!: ConfirmationToMake[];
}

export class TransmissionsToCollect {
  @ApiProperty({
    type: [String],
    minItems: 1,
    maxItems: 1000,
    uniqueItems: true,
    items: { type: 'string', format: 'uuid' },
    description: 'Transmissions to collect, of any of the caller’s offices / 受信する電文ID',
    example: [exampleTransmissionId],
  })
  transmissions!: string[];
}

/** One line of index.json, the last entry of a collection. */
export class CollectedView {
  @ApiProperty({ format: 'uuid', description: 'Transmission id / 電文ID', example: exampleTransmissionId })
  transmission!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Entry of the zip; null when it was not collected / zip内のファイル名',
    example: `${exampleTransmissionId}.jwe.json`,
  })
  file!: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Its bytes / バイト数', example: 61234 })
  size!: number | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'SHA-256 of the entry, base64url / ファイルのSHA-256',
    example: 'y6BUh0PTzoVBWYCEHJ2Jrl0zWvRqU-oQnXBrFHWqDGM',
  })
  sha256!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Sending office / 送信元', example: '1371215102' })
  sender!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Destination office / 送信先', example: '1370000011' })
  destination!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Sequence: units are imported in ascending order / 連番（昇順に取り込む）',
    example: '20250325100100',
  })
  sequence!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'uri',
    description: 'Problem for which it was not collected / 受信できなかった理由',
    example: null,
  })
  problem!: string | null;
}

/** index.json of a collection. */
export class CollectionIndexView {
  @ApiProperty({ type: [CollectedView], description: 'One for each, in the order asked / 電文ごとの結果' })
  transmissions!: CollectedView[];
}

export class HopToReport {
  @ApiProperty({
    enum: [...hops],
    description:
      'received: the carrier has opened it; handed-to-office: the office has it / 到達した場所（代行受信済・事業所引渡済）',
    example: 'handed-to-office',
  })
  hop!: Hop;
}

export class EventView {
  @ApiProperty({
    format: 'uuid',
    description: 'Event id / イベントID',
    example: '01955c2e-7c00-7000-8000-000000000020',
  })
  id!: string;

  @ApiProperty({ description: 'What happened / 種類', example: 'transmission-collected' })
  kind!: string;

  @ApiProperty({ type: String, format: 'date-time', description: 'When / 日時', example: '2026-11-22T01:02:03.456Z' })
  at!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'uuid',
    description: 'Client that caused it; null for the gateway / 利用者ID',
    example: '01955c2e-7c00-7000-8000-000000000002',
  })
  client!: string | null;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Details by kind / 詳細', example: {} })
  data!: Record<string, unknown>;
}

export class EventListView {
  @ApiProperty({ type: [EventView], description: 'History, oldest first / 履歴' })
  events!: EventView[];

  static from(events: readonly StoredEvent[]): EventListView {
    return {
      events: events.map(({ id, kind, at, clientId, data }) => ({
        id,
        kind,
        at: at.toISOString(),
        client: clientId,
        data,
      })),
    };
  }
}
