import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { newId } from '../../database/identifiers.js';
import { gatewaySigner } from '../../identity/gateway-keys.js';
import { Extract } from '../../sealing/extract.js';
import { Signer, signStatement } from '../../sealing/statement.js';

/** 抄本: what the gateway signs in the place of a manifest that names more than one destination may know. */
@Injectable()
export class SignExtract {
  private readonly signer: Signer;

  constructor(private readonly config: Config) {
    this.signer = gatewaySigner(config);
  }

  run(about: Omit<Extract, 'iss' | 'jti' | 'iat' | 'kind'>, now: Date): Promise<string> {
    const extract: Extract = {
      iss: this.config.publicUrl,
      jti: newId(),
      iat: Math.floor(now.getTime() / 1000),
      kind: 'extract',
      ...about,
    };
    return signStatement('careplan-extract+jws', extract, this.signer);
  }
}
