import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { unavailable } from './http.problems.js';
import { Operation } from './operation.js';

export class HealthView {
  @ApiProperty({ enum: ['ok'], description: 'State / 状態', example: 'ok' })
  status!: string;
}

@ApiTags('operations')
@Controller('health')
export class HealthController {
  constructor(private readonly dataSource: DataSource) {}

  @Get('live')
  @Header('cache-control', 'no-store')
  @Operation({ summary: { en: 'The process runs', ja: '稼働確認' }, allow: 'anyone' })
  @ApiOkResponse({ type: HealthView, description: 'It runs / 稼働中' })
  live(): HealthView {
    return { status: 'ok' };
  }

  @Get('ready')
  @Header('cache-control', 'no-store')
  @Operation({
    summary: { en: 'The process can answer requests: its database is there', ja: '受付可否' },
    allow: 'anyone',
  })
  @ApiOkResponse({ type: HealthView, description: 'It can / 受付可' })
  async ready(): Promise<HealthView> {
    try {
      await this.dataSource.query('SELECT 1');
    } catch (error) {
      throw unavailable({ retryAfter: 5, cause: error });
    }
    return { status: 'ok' };
  }
}
