import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { newId } from '../database/identifiers.js';
import { gatewaySigner } from '../identity/gateway-keys.js';
import { Receipt } from '../sealing/receipt.js';
import { Signer, signStatement } from '../sealing/statement.js';
import { Transmission } from './transmission.js';

/** Of which transmission a receipt tells. */
export type Receipted = Omit<Receipt, 'iss' | 'jti' | 'iat' | 'kind'>;

/** What the gateway signs about a transmission: that it was accepted, and how it ended. */
@Injectable()
export class SignReceipt {
  private readonly signer: Signer;

  constructor(private readonly config: Config) {
    this.signer = gatewaySigner(config);
  }

  run(kind: Receipt['kind'], about: Receipted, now: Date): Promise<string> {
    const receipt: Receipt = {
      iss: this.config.publicUrl,
      jti: newId(),
      iat: Math.floor(now.getTime() / 1000),
      kind,
      ...about,
    };
    return signStatement('careplan-receipt+jws', receipt, this.signer);
  }

  /** That an accepted transmission was recalled, or expired, before anybody collected it. */
  ofEnd(kind: 'recalled' | 'expired', t: Transmission, now: Date): Promise<string> {
    return this.run(
      kind,
      {
        transmission: t.id,
        submission: t.submissionId,
        sender: t.sender,
        destination: t.destination,
        client: t.clientId,
        unit: t.unit && {
          kind: t.unit.kind,
          version: t.unit.version,
          sequence: t.unit.sequence,
          month: t.unit.month,
        },
        files: [...t.files],
        manifestSha256: t.manifestSha256,
        contentSha256: t.contentSha256 ?? '',
      },
      now,
    );
  }
}
