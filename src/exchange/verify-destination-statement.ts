import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Clock } from '../database/clock.js';
import { Caller } from '../http/caller.js';
import { ProblemFactory } from '../http/problem.js';
import { CallerCertificates } from '../identity/caller-certificates.js';
import { readStatementHeader, StatementRefused, StatementType, verifyStatement } from '../sealing/statement.js';
import { Transmission } from './transmission.js';

/** What every statement of a destination says of the transmission that it is about. */
interface AboutTransmission {
  readonly iat: number;
  readonly aud: string;
  readonly transmission: string;
  readonly client: string;
  readonly office: string;
  readonly contentSha256: string;
}

/** A kind of statement: how it is read, and what it is refused with (member `reason`). */
export interface DestinationStatement<T extends AboutTransmission> {
  readonly type: StatementType;
  readonly read: (payload: unknown) => T;
  readonly refused: ProblemFactory;
}

/** Clocks of two machines may differ by this much. */
const skewMilliseconds = 300_000;

/** Whether a destination's statement is signed by the caller, about this very transmission and content, and timely. */
@Injectable()
export class VerifyDestinationStatement {
  constructor(
    private readonly config: Config,
    private readonly certificates: CallerCertificates,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem, the one that the kind is refused with */
  async run<T extends AboutTransmission>(
    kind: DestinationStatement<T>,
    caller: Caller,
    jws: string,
    transmission: Transmission,
  ): Promise<T> {
    const statement = await this.verify(kind, caller, jws);
    const reason = this.mismatch(statement, caller, transmission);
    if (reason) throw kind.refused({ members: { reason } });
    return statement;
  }

  private async verify<T extends AboutTransmission>(
    { type, read, refused }: DestinationStatement<T>,
    caller: Caller,
    jws: string,
  ): Promise<T> {
    try {
      const { thumbprint } = readStatementHeader(jws, type);
      const certificate = await this.certificates.find(caller, thumbprint);
      if (!certificate) throw refused({ members: { reason: 'certificate' } });
      return read(await verifyStatement(jws, type, certificate));
    } catch (error) {
      if (error instanceof StatementRefused) throw refused({ members: { reason: 'signature' }, cause: error });
      throw error;
    }
  }

  private mismatch(statement: AboutTransmission, caller: Caller, transmission: Transmission): string | null {
    if (statement.aud !== this.config.publicUrl) return 'audience';
    if (statement.transmission !== transmission.id) return 'transmission';
    if (statement.office !== transmission.destination || statement.client !== caller.clientId) return 'office';
    if (statement.contentSha256 !== transmission.contentSha256) return 'content';
    return isTimely(statement, transmission, this.clock.now()) ? null : 'time';
  }
}

/** Stated after the content was handed over, and not in the future. */
function isTimely({ iat }: AboutTransmission, { collectedAt }: Transmission, now: Date): boolean {
  const stated = iat * 1000;
  const earliest = collectedAt === null ? 0 : collectedAt.getTime() - skewMilliseconds;
  return stated >= earliest && stated <= now.getTime() + skewMilliseconds;
}
