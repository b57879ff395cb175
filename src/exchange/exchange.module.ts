import { Module, OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../config/config.js';
import { ContentModule } from '../content/content.module.js';
import { DirectoryModule } from '../directory/directory.module.js';
import { EventsModule } from '../events/events.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { MandatesModule } from '../mandates/mandates.module.js';
import { QueueModule } from '../queue/queue.module.js';
import { Sweeper } from '../queue/sweeper.js';
import { AcceptanceStore } from './acceptance.store.js';
import { Arrivals } from './arrivals.js';
import { AnswerRepeat } from './answer-repeat.js';
import { DiscardTransmission } from './discard-transmission.js';
import { EndStore } from './end.store.js';
import { HoldStore } from './hold.store.js';
import { HoldUnit } from './hold-unit.js';
import { ImportStore } from './import.store.js';
import { MakeAvailable } from './make-available.js';
import { RecallTransmission } from './recall-transmission.js';
import { ReleaseTransmission } from './release-transmission.js';
import { ReportImport } from './report-import.js';
import { SignReceipt } from './sign-receipt.js';
import { VerifyDestinationStatement } from './verify-destination-statement.js';
import { HeldController } from './held.controller.js';
import { RecallController } from './recall.controller.js';
import { ImportController } from './import.controller.js';
import { ExtendRetention } from './extend-retention.js';
import { KeepRetention } from './keep-retention.js';
import { RetentionStore } from './retention.store.js';
import { AwaitInbox } from './await-inbox.js';
import { InboxCountStore } from './inbox-count.store.js';
import { CountInbox } from './count-inbox.js';
import { BulkController } from './bulk.controller.js';
import { CarrierStore } from './carrier.store.js';
import { CollectContent } from './collect-content.js';
import { CollectMany } from './collect-many.js';
import { CollectionStore } from './collection.store.js';
import { ConfirmCollection } from './confirm-collection.js';
import { ConfirmMany } from './confirm-many.js';
import { Destinations } from './destination.js';
import { DestinationStore } from './destination.store.js';
import { DuplicateUnit } from './duplicate-unit.js';
import { ListTransmissions } from './list-transmissions.js';
import { ListingStore } from './listing.store.js';
import { ListingsController } from './listings.controller.js';
import { PrepareUnit } from './prepare-unit.js';
import { ProcessSubmission } from './process-submission.js';
import { ReportHop } from './report-hop.js';
import { RequireMandate } from './require-mandate.js';
import { SendNow } from './send-now.js';
import { SendTransmission } from './send-transmission.js';
import { StageSubmission } from './stage-submission.js';
import { SubmissionQueue } from './submission.queue.js';
import { SubmissionStore } from './submission.store.js';
import { SweepSubmissions } from './sweep-submissions.js';
import { TrackTransmission } from './track-transmission.js';
import { TransmissionStore } from './transmission.store.js';
import { TransmissionsController } from './transmissions.controller.js';
import { UnitKeyStore } from './unit-key.store.js';
import { VerifyManifest } from './verify-manifest.js';

/** Submissions that one worker process checks at the same time: the check is CPU work, so more would not be faster. */
const workerConcurrency = 2;

@Module({
  imports: [ContentModule, DirectoryModule, EventsModule, IdentityModule, MandatesModule, QueueModule],
  controllers: [
    TransmissionsController,
    ListingsController,
    BulkController,
    HeldController,
    RecallController,
    ImportController,
  ],
  providers: [
    AcceptanceStore,
    AnswerRepeat,
    Arrivals,
    AwaitInbox,
    CountInbox,
    InboxCountStore,
    CarrierStore,
    CollectMany,
    CollectionStore,
    ConfirmMany,
    ReportHop,
    CollectContent,
    ConfirmCollection,
    DestinationStore,
    Destinations,
    DiscardTransmission,
    DuplicateUnit,
    EndStore,
    ExtendRetention,
    KeepRetention,
    RetentionStore,
    HoldStore,
    HoldUnit,
    ImportStore,
    ListTransmissions,
    ListingStore,
    MakeAvailable,
    PrepareUnit,
    ProcessSubmission,
    RecallTransmission,
    ReleaseTransmission,
    ReportImport,
    RequireMandate,
    SendNow,
    SendTransmission,
    SignReceipt,
    StageSubmission,
    SubmissionQueue,
    SubmissionStore,
    SweepSubmissions,
    TrackTransmission,
    TransmissionStore,
    UnitKeyStore,
    VerifyDestinationStatement,
    VerifyManifest,
  ],
  // What a batch does with each of its units, too; and what notices ask of a transmission.
  exports: [
    Arrivals,
    DuplicateUnit,
    HoldStore,
    MakeAvailable,
    PrepareUnit,
    RequireMandate,
    TransmissionStore,
    UnitKeyStore,
    VerifyManifest,
  ],
})
export class ExchangeModule implements OnApplicationBootstrap {
  constructor(
    private readonly config: Config,
    private readonly queue: SubmissionQueue,
    private readonly processSubmission: ProcessSubmission,
    private readonly sweepSubmissions: SweepSubmissions,
    private readonly keepRetention: KeepRetention,
    private readonly sweeper: Sweeper,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role === 'api') return;
    this.queue.work((id) => this.processSubmission.run(id), workerConcurrency);
    this.sweeper.register(this.sweepSubmissions);
    this.sweeper.register(this.keepRetention);
  }
}
