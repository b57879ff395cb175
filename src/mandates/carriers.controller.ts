import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Operation } from '../http/operation.js';
import { MandateStore } from './mandate.store.js';
import { CarrierListView } from './mandate.view.js';

@ApiTags('mandates')
@Controller('v1/carriers')
export class CarriersController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly mandates: MandateStore,
  ) {}

  @Get()
  @Operation({
    summary: { en: 'Relays and networks that may be given a mandate', ja: '代行業者の一覧' },
    allow: ['office', 'relay', 'network', 'operator'],
  })
  @ApiOkResponse({ type: CarrierListView, description: 'All of them; a few dozen / 全件' })
  async list(): Promise<CarrierListView> {
    return CarrierListView.from(await this.mandates.carriers(this.unitOfWork.autocommit));
  }
}
