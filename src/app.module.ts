import { DynamicModule, Module } from '@nestjs/common';
import { CheckingModule } from './checking/checking.module.js';
import { Config } from './config/config.js';
import { ConfigModule } from './config/config.module.js';
import { Clock } from './database/clock.js';
import { DatabaseModule } from './database/database.module.js';
import { DirectoryModule } from './directory/directory.module.js';
import { Office } from './directory/office.entity.js';
import { BatchModule } from './exchange/batch/batch.module.js';
import { ExchangeModule } from './exchange/exchange.module.js';
import { HousekeepingModule } from './housekeeping.module.js';
import { HttpModule } from './http/http.module.js';
import { ClientCertificate } from './identity/client-certificate.entity.js';
import { Client } from './identity/client.entity.js';
import { EnrolmentCode } from './identity/enrolment-code.entity.js';
import { IdentityModule } from './identity/identity.module.js';
import { MandatesModule } from './mandates/mandates.module.js';
import { NoticeModule } from './notice/notice.module.js';
import { NotificationModule } from './notification/notification.module.js';
import { ProgressModule } from './progress/progress.module.js';

export const entities = [Office, Client, EnrolmentCode, ClientCertificate];

/** The whole house: every domain over one configuration, one database and one clock. */
@Module({})
export class AppModule {
  static with(config: Config, clock?: Clock): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(config),
        DatabaseModule.with(entities, clock),
        HttpModule,
        DirectoryModule,
        IdentityModule,
        MandatesModule,
        ExchangeModule,
        BatchModule,
        CheckingModule,
        NoticeModule,
        NotificationModule,
        ProgressModule,
        HousekeepingModule,
      ],
    };
  }
}
