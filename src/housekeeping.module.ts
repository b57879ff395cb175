import { Module, OnApplicationBootstrap } from '@nestjs/common';
import { Config } from './config/config.js';
import { Partitions } from './database/partitions.js';
import { Idempotency } from './http/idempotency.js';
import { IdentityModule } from './identity/identity.module.js';
import { NotifyExpiry } from './identity/notify-expiry.js';
import { RecheckCertificates } from './identity/recheck-certificates.js';
import { UsedTokenStore } from './identity/used-token.store.js';
import { ExpireMandates } from './mandates/expire-mandates.js';
import { MandatesModule } from './mandates/mandates.module.js';
import { QueueModule } from './queue/queue.module.js';
import { Sweeper } from './queue/sweeper.js';

/** What every installation needs done from time to time, by one of its workers. */
@Module({ imports: [IdentityModule, MandatesModule, QueueModule], providers: [Partitions] })
export class HousekeepingModule implements OnApplicationBootstrap {
  constructor(
    private readonly config: Config,
    private readonly sweeper: Sweeper,
    private readonly partitions: Partitions,
    private readonly idempotency: Idempotency,
    private readonly usedTokens: UsedTokenStore,
    private readonly expireMandates: ExpireMandates,
    private readonly notifyExpiry: NotifyExpiry,
    private readonly recheckCertificates: RecheckCertificates,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role === 'api') return;
    this.sweeper.register({ name: 'partitions', run: () => this.partitions.makeAhead() });
    this.sweeper.register({ name: 'idempotency records', run: () => this.idempotency.forgetExpired() });
    this.sweeper.register({ name: 'used tokens', run: () => this.usedTokens.forgetExpired() });
    this.sweeper.register(this.expireMandates);
    this.sweeper.register({ name: 'expiry notices', run: () => this.notifyExpiry.run() });
    this.sweeper.register({ name: 'registered certificates', run: () => this.recheckCertificates.run() });
  }
}
