import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { DirectoryModule } from '../directory/directory.module.js';
import { EventsModule } from '../events/events.module.js';
import { ActiveCertificates } from './active-certificates.js';
import { CallerCertificates } from './caller-certificates.js';
import { CertificateBound } from './certificate-bound.js';
import { CertificateListingStore } from './certificate-listing.store.js';
import { CertificateRevocationStore } from './certificate-revocation.store.js';
import { CertificateStore } from './certificate.store.js';
import { CertificatesController } from './certificates.controller.js';
import { ClientStore } from './client.store.js';
import { ClientsController } from './clients.controller.js';
import { Enrol } from './enrol.js';
import { EnrolmentController } from './enrolment.controller.js';
import { ExpiryNoticeStore } from './expiry-notice.store.js';
import { ExistingCertificateController } from './existing-certificate.controller.js';
import { FirstOperator } from './first-operator.js';
import { Guard } from './guard.js';
import { IssueClientCertificate } from './issue-client-certificate.js';
import { IssueToken } from './issue-token.js';
import { KeyRecordStore } from './key-record.store.js';
import { KeyRecords } from './key-records.js';
import { ListCertificates } from './list-certificates.js';
import { ListClients } from './list-clients.js';
import { NotifyExpiry } from './notify-expiry.js';
import { PublishRevocationList } from './publish-revocation-list.js';
import { RenewCertificate } from './renew-certificate.js';
import { RevocationListController } from './revocation-list.controller.js';
import { RevocationListStore } from './revocation-list.store.js';
import { RevokeCertificate } from './revoke-certificate.js';
import { SuspendClient } from './suspend-client.js';
import { RecheckCertificates } from './recheck-certificates.js';
import { PresentedCertificate } from './presented-certificate.js';
import { RegisterClient } from './register-client.js';
import { RegisterExisting } from './register-existing.js';
import { RegisteredCertificateStore } from './registered-certificate.store.js';
import { RevocationCheck } from './revocation-check.js';
import { RevocationLists } from './revocation-lists.js';
import { UsedTokenStore } from './used-token.store.js';
import { VerifyToken } from './verify-token.js';

@Module({
  imports: [DirectoryModule, EventsModule],
  controllers: [
    CertificatesController,
    ClientsController,
    EnrolmentController,
    ExistingCertificateController,
    RevocationListController,
  ],
  providers: [
    ActiveCertificates,
    CallerCertificates,
    CertificateBound,
    CertificateListingStore,
    CertificateRevocationStore,
    CertificateStore,
    ClientStore,
    Enrol,
    ExpiryNoticeStore,
    IssueClientCertificate,
    IssueToken,
    FirstOperator,
    KeyRecords,
    KeyRecordStore,
    ListCertificates,
    ListClients,
    NotifyExpiry,
    PublishRevocationList,
    RenewCertificate,
    RevocationListStore,
    RevokeCertificate,
    SuspendClient,
    RecheckCertificates,
    PresentedCertificate,
    RegisterClient,
    RegisterExisting,
    RegisteredCertificateStore,
    RevocationCheck,
    RevocationLists,
    UsedTokenStore,
    VerifyToken,
    { provide: APP_GUARD, useClass: Guard },
  ],
  exports: [CallerCertificates, CertificateStore, NotifyExpiry, RecheckCertificates, RegisterClient, UsedTokenStore],
})
export class IdentityModule {}
