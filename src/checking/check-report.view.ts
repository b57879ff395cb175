import { ApiProperty } from '@nestjs/swagger';
import { FindingView, findingViews } from '../http/finding.view.js';
import { CheckReport } from '../standard/check.js';
import { offlineReport } from '../standard/report.js';
import { UNIT_KINDS } from '../standard/editions.js';
import { type UnitKind } from '../standard/layouts/unit-definition.js';

export class CheckedUnitView {
  @ApiProperty({ enum: [...UNIT_KINDS], description: 'Kind of unit / 送信単位の種類', example: 'use-slip' })
  kind!: UnitKind;

  @ApiProperty({ description: 'CSVバージョン / 版', example: '202407' })
  version!: string;

  @ApiProperty({ description: 'Sending office / 送信元', example: '1371215102' })
  sender!: string;

  @ApiProperty({ description: 'Receiving office / 送信先', example: '1370000011' })
  receiver!: string;

  @ApiProperty({ description: 'Sequence / ファイル連番', example: '20250325100100' })
  sequence!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Service month, or null / 対象年月', example: '202504' })
  month!: string | null;

  @ApiProperty({
    type: [String],
    description: 'Files of the unit / ファイル',
    example: ['UPPLAN_202504_1371215102_43_1370000011_11_20250325100100.CSV'],
  })
  files!: string[];
}

/** The shape of `careplan check --json`, with the total. */
export class CheckReportView {
  @ApiProperty({ description: 'No error was found / 誤りなし', example: true })
  ok!: boolean;

  @ApiProperty({ type: [CheckedUnitView], description: 'Units recognised / 送信単位' })
  units!: CheckedUnitView[];

  @ApiProperty({ type: [FindingView], description: 'Findings, the first 1,000 / 点検結果' })
  findings!: FindingView[];

  @ApiProperty({ type: 'integer', description: 'Findings in all / 点検結果の総数', example: 0 })
  findingsTotal!: number;

  static from(report: CheckReport): CheckReportView {
    const { units, ...rest } = offlineReport(report);
    return {
      ...rest,
      units: units.map((unit) => ({ ...unit, files: [...unit.files] })),
      findings: findingViews(report.findings),
    };
  }
}
