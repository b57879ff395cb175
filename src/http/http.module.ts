import { Global, Module } from '@nestjs/common';
import { AccessRecords } from './access-record.js';
import { HealthController } from './health.controller.js';
import { Idempotency } from './idempotency.js';
import { RequestShapePipe } from './request-shape.pipe.js';

@Global()
@Module({
  controllers: [HealthController],
  providers: [AccessRecords, Idempotency, RequestShapePipe],
  exports: [AccessRecords, Idempotency, RequestShapePipe],
})
export class HttpModule {}
