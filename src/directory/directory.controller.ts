import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import { notFound } from '../http/http.problems.js';
import { Operation } from '../http/operation.js';
import { officeTwice } from './directory.problems.js';
import { FindOffice } from './find-office.js';
import { ImportOffices } from './import-offices.js';
import { OfficeImport, OfficeImportView, OfficeView } from './office.view.js';

@ApiTags('directory')
@Controller('v1/offices')
export class DirectoryController {
  constructor(
    private readonly importOffices: ImportOffices,
    private readonly findOffice: FindOffice,
  ) {}

  @Post('import')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Import offices of the master', ja: '事業所マスタの取込' },
    description: {
      en: 'Inserts or replaces up to 1,000 offices, all or none. Repeating an import changes nothing, so it needs no Idempotency-Key.',
      ja: '最大1,000件の事業所を一括で登録又は更新します（全件成功又は全件不成立）。同じ取込を繰り返しても結果は変わりません。',
    },
    allow: ['operator'],
    problems: [officeTwice],
  })
  @ApiOkResponse({ type: OfficeImportView, description: 'All offices are in the directory / 全件登録済' })
  async import(@Body() body: OfficeImport): Promise<OfficeImportView> {
    return { imported: await this.importOffices.run(body.offices) };
  }

  @Get(':officeNumber')
  @Operation({
    summary: {
      en: 'An office: name, services, what it can receive',
      ja: '事業所の照会（名称・サービス種類・受信可否）',
    },
    allow: ['office', 'relay', 'network', 'operator'],
    problems: [notFound],
  })
  @ApiParam({ name: 'officeNumber', description: 'Office number / 事業所番号', example: '1370000011' })
  @ApiOkResponse({ type: OfficeView, description: 'The office / 事業所' })
  async find(@Param('officeNumber') officeNumber: string): Promise<OfficeView> {
    const { office, connected } = await this.findOffice.run(officeNumber);
    return OfficeView.from(office, connected);
  }
}
