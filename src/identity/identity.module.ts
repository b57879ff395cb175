import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { DirectoryModule } from '../directory/directory.module.js';
import { ActiveCertificates } from './active-certificates.js';
import { CallerCertificates } from './caller-certificates.js';
import { CertificateBound } from './certificate-bound.js';
import { CertificateStore } from './certificate.store.js';
import { ClientStore } from './client.store.js';
import { ClientsController } from './clients.controller.js';
import { Enrol } from './enrol.js';
import { EnrolmentController } from './enrolment.controller.js';
import { FirstOperator } from './first-operator.js';
import { Guard } from './guard.js';
import { IssueToken } from './issue-token.js';
import { KeyRecordStore } from './key-record.store.js';
import { KeyRecords } from './key-records.js';
import { RegisterClient } from './register-client.js';
import { UsedTokenStore } from './used-token.store.js';
import { VerifyToken } from './verify-token.js';

@Module({
  imports: [DirectoryModule],
  controllers: [ClientsController, EnrolmentController],
  providers: [
    ActiveCertificates,
    CallerCertificates,
    CertificateBound,
    CertificateStore,
    ClientStore,
    Enrol,
    IssueToken,
    FirstOperator,
    KeyRecords,
    KeyRecordStore,
    RegisterClient,
    UsedTokenStore,
    VerifyToken,
    { provide: APP_GUARD, useClass: Guard },
  ],
  exports: [CallerCertificates, CertificateStore, RegisterClient, UsedTokenStore],
})
export class IdentityModule {}
