import { ApiProperty } from '@nestjs/swagger';
import { exampleTransmissionId } from './transmission.view.js';

/** What became of one of many. */
export class OutcomeView {
  @ApiProperty({ format: 'uuid', description: 'Transmission id / 電文ID', example: exampleTransmissionId })
  transmission!: string;

  @ApiProperty({ type: String, nullable: true, description: 'State, where it was done / 状態', example: 'confirmed' })
  state!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'uri',
    description: 'Problem for which it was not done / できなかった理由',
    example: null,
  })
  problem!: string | null;
}

export class OutcomesView {
  @ApiProperty({ type: [OutcomeView], description: 'One for each, in the order sent / 電文ごとの結果' })
  outcomes!: OutcomeView[];
}

export class TransmissionsToActOn {
  @ApiProperty({
    type: [String],
    minItems: 1,
    maxItems: 200,
    uniqueItems: true,
    items: { type: 'string', format: 'uuid' },
    description: 'Transmissions, of any of the caller’s offices / 対象の電文ID',
    example: [exampleTransmissionId],
  })
  transmissions!: string[];
}
