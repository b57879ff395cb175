import { Body, Controller, Get, Headers, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import { type Caller, CallerOf, type Reply } from '../http/caller.js';
import { Conditional, entityTagHeader, entityTagOf } from '../http/conditional.js';
import { notFound } from '../http/http.problems.js';
import { Operation } from '../http/operation.js';
import { officeChanged, officeTwice } from './directory.problems.js';
import { FindOffice } from './find-office.js';
import { ImportOffices } from './import-offices.js';
import { OfficePageView, OfficeQuery } from './office-search.view.js';
import {
  CapabilityStatement,
  OfficeImport,
  OfficeImportView,
  OfficeLookup,
  OfficeLookupView,
  OfficeView,
} from './office.view.js';
import { SearchOffices } from './search-offices.js';
import { StateCapability } from './state-capability.js';

const officeNumberParam = { name: 'officeNumber', description: 'Office number / 事業所番号', example: '1370000011' };

@ApiTags('directory')
@ApiExtraModels(OfficeQuery)
@Controller('v1/offices')
export class DirectoryController {
  constructor(
    private readonly importOffices: ImportOffices,
    private readonly findOffice: FindOffice,
    private readonly searchOffices: SearchOffices,
    private readonly stateCapability: StateCapability,
  ) {}

  @Post('import')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Import offices of the master', ja: '事業所マスタの取込' },
    description: {
      en: 'Inserts or replaces up to 1,000 offices, all or none; what an office has stated of itself stays. Repeating an import changes nothing, so it needs no Idempotency-Key. POST /v1/offices/master takes a whole master as CSV.',
      ja: '最大1,000件の事業所を一括で登録又は更新します（全件成功又は全件不成立）。事業所自身が登録した受信可否は上書きしません。同じ取込を繰り返しても結果は変わりません。マスタ全体はPOST /v1/offices/masterでCSVのまま取り込めます。',
    },
    allow: ['operator'],
    problems: [officeTwice],
  })
  @ApiOkResponse({ type: OfficeImportView, description: 'All offices are in the directory / 全件登録済' })
  async import(@CallerOf() caller: Caller, @Body() body: OfficeImport): Promise<OfficeImportView> {
    return { imported: await this.importOffices.run(caller, body.offices) };
  }

  @Get()
  @Operation({
    summary: { en: 'Search offices', ja: '事業所の検索' },
    description: {
      en: 'By number, name in kanji or kana, prefecture, service type, and whether they can receive; in the order of their numbers. Rows are complete, as of this request.',
      ja: '事業所番号、名称（漢字・カナ）、都道府県、サービス種類、接続の有無で検索します。事業所番号順です。',
    },
    allow: ['office', 'relay', 'network', 'operator'],
  })
  @Conditional()
  @ApiOkResponse({ type: OfficePageView, description: 'A page / 一覧', headers: entityTagHeader })
  async search(@Query() query: OfficeQuery): Promise<OfficePageView> {
    const { offices, next } = await this.searchOffices.run(query);
    return { offices: offices.map((office) => OfficeView.from(office)), next, more: next !== null };
  }

  @Post('lookup')
  @HttpCode(200)
  @Operation({
    summary: { en: 'Look up many offices at once', ja: '事業所の一括照会' },
    description: {
      en: 'For up to 500 offices: whether data can be sent to them, in which versions, with attachments or not, through whom, and how else they are reached. What care software asks before it exports. Creates nothing, so it takes no Idempotency-Key.',
      ja: '最大500件の事業所について、接続の有無、取り込めるCSVバージョン、添付の可否、経由する代行者、他の連絡手段をまとめて返します（CSV出力前の確認用）。何も作成しないため、Idempotency-Keyは不要です。',
    },
    allow: ['office', 'relay', 'network', 'operator'],
  })
  @ApiOkResponse({ type: OfficeLookupView, description: 'Known and unknown ones / 照会結果' })
  async lookup(@Body() body: OfficeLookup): Promise<OfficeLookupView> {
    const { offices, unknown } = await this.findOffice.all(body.numbers);
    return { offices: offices.map((office) => OfficeView.from(office)), unknown };
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
  @Conditional()
  @ApiParam(officeNumberParam)
  @ApiOkResponse({ type: OfficeView, description: 'The office / 事業所', headers: entityTagHeader })
  async find(@Param('officeNumber') officeNumber: string): Promise<OfficeView> {
    return OfficeView.from(await this.findOffice.run(officeNumber));
  }

  @Put(':officeNumber/capability')
  @Operation({
    summary: { en: 'State what an office can receive', ja: '受信可否の登録' },
    description: {
      en: 'By the office itself, or by a carrier whose mandate stands and grants collect. Replaces what was stated before, whole; from then on no import of the master changes it. Offices are known to all callers, so another office is refused with 403, not hidden. The same statement again changes nothing. With If-Match, only when the office is still as it was read.',
      ja: '事業所自身、又は受信を委任された有効な代行者が登録します。前回の内容を全て置き換え、以後はマスタの取込で上書きされません。事業所は全利用者に公開されているため、他の事業所への登録は403です。同じ内容を再び送っても何も変わりません。If-Matchを付けると、照会時から変わっていない場合だけ登録します。',
    },
    allow: ['office', 'relay', 'network'],
    problems: [notFound, officeChanged],
  })
  @ApiParam(officeNumberParam)
  @ApiHeader({
    name: 'If-Match',
    required: false,
    description: 'ETag of the office as it was read / 照会時のETag',
    schema: { type: 'string' },
    example: entityTagHeader.ETag.example,
  })
  @ApiOkResponse({
    type: OfficeView,
    description: 'The office as it is now / 登録後の事業所',
    headers: entityTagHeader,
  })
  async state(
    @CallerOf() caller: Caller,
    @Param('officeNumber') officeNumber: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: CapabilityStatement,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<OfficeView> {
    const office = OfficeView.from(await this.stateCapability.run(caller, officeNumber, body, ifMatch));
    void reply.header('etag', entityTagOf(office));
    return office;
  }
}
