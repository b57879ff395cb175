import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Clock } from '../database/clock.js';
import { Caller } from '../http/caller.js';
import { CallerCertificates } from '../identity/caller-certificates.js';
import { sha256Base64url } from '../sealing/digest.js';
import { Manifest, readManifest } from '../sealing/manifest.js';
import { readStatementHeader, StatementRefused, StatementType, verifyStatement } from '../sealing/statement.js';
import { partyOf } from './party.js';
import { RequireMandate } from './require-mandate.js';
import { manifestNotForYou, manifestRefused, manifestStale } from './exchange.problems.js';

/** A manifest whose signature, signer and audience were found good, for however many. Only VerifyManifest makes one. */
export interface SignedManifest extends Manifest {
  readonly jws: string;
  readonly sha256: string;
  /** Until when its `jti` could be replayed. */
  readonly replayableUntil: Date;
}

/** One for a single destination, as a send has it. */
export interface VerifiedManifest extends SignedManifest {
  readonly destination: string;
}

/** Software that signs in a separate network may send later the same day (図表126: 独立したネットワーク). */
const maxAgeSeconds = 24 * 3600;
const maxAheadSeconds = 300;

/** Order: header → active certificate of the caller → signature → shape → audience → sender; then, apart, its age. */
@Injectable()
export class VerifyManifest {
  constructor(
    private readonly config: Config,
    private readonly certificates: CallerCertificates,
    private readonly requireMandate: RequireMandate,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem manifest-refused, manifest-not-for-caller, mandate-missing */
  async run(caller: Caller, jws: string): Promise<VerifiedManifest> {
    const manifest = await this.runForMany(caller, jws);
    const [destination, ...others] = manifest.destinations;
    // One unit, one destination here; a batch names several.
    if (destination === undefined || others.length > 0) throw manifestRefused({ members: { reason: 'destinations' } });
    return { ...manifest, destination };
  }

  /**
   * The same, for a manifest that may name several destinations.
   * @throws Problem manifest-refused, manifest-not-for-caller, mandate-missing
   */
  async runForMany(caller: Caller, jws: string): Promise<SignedManifest> {
    const manifest = await this.verifySignature(caller, jws);
    if (manifest.aud !== this.config.publicUrl) throw manifestRefused({ members: { reason: 'audience' } });
    await this.requireSender(caller, manifest);
    const replayableUntil = new Date((manifest.iat + maxAgeSeconds) * 1000 + 1000);
    return { ...manifest, jws, sha256: sha256Base64url(jws), replayableUntil };
  }

  /** The signer is the caller; the sender is its own office, or one whose mandate it holds (付8 6-2). */
  private async requireSender(caller: Caller, { client, sender }: Manifest): Promise<void> {
    const party = partyOf(caller);
    if (client !== party.clientId) throw manifestNotForYou();
    if (party.officeNumber !== null && sender !== party.officeNumber) throw manifestNotForYou();
    await this.requireMandate.run(party, sender, 'send', this.clock.now());
  }

  /**
   * Once the files have arrived, at the caller's own pace: certificate and mandate must stand then as they did before.
   * @throws Problem authentication-required, mandate-missing
   */
  async requireStill(caller: Caller, manifest: Manifest): Promise<void> {
    await this.certificates.requireStillActive(caller);
    await this.requireSender(caller, manifest);
  }

  /** @throws Problem manifest-stale */
  requireFresh(manifest: Pick<SignedManifest, 'iat'>, now: Date): void {
    const age = now.getTime() / 1000 - manifest.iat;
    if (age > maxAgeSeconds || age < -maxAheadSeconds) throw manifestStale();
  }

  private async verifySignature(caller: Caller, jws: string): Promise<Manifest> {
    const type: StatementType = 'careplan-manifest+jws';
    try {
      const { thumbprint } = readStatementHeader(jws, type);
      const certificate = await this.certificates.find(caller, thumbprint);
      if (!certificate) throw manifestRefused({ members: { reason: 'certificate' } });
      return readManifest(await verifyStatement(jws, type, certificate));
    } catch (error) {
      if (error instanceof StatementRefused)
        throw manifestRefused({ members: { reason: reasonOf(error) }, cause: error });
      throw error;
    }
  }
}

/** Shape faults are told with their place; what failed inside the cryptography is one answer. */
function reasonOf(error: StatementRefused): string {
  return error.code === 'shape' || error.code === 'type' || error.code === 'too-large' ? error.code : 'signature';
}
