import { Form } from './form.js';
import { UnitDefinition } from './unit-definition.js';

/** One version of the standard (標準仕様): its forms and the units in which they travel. */
export interface Edition {
  /** CSVバージョン, the first item of every record. */
  readonly version: string;
  /** The printed editions that carry this version. */
  readonly editions: string;
  /** YYYY-MM. */
  readonly issued: string;
  /** First service month (YYYYMM) for which the version is used. */
  readonly appliesFrom: string;
  /** True when file names carry a service type (サービス種類コード) after each office number. */
  readonly serviceTypesInNames: boolean;
  readonly forms: readonly Form[];
  readonly units: readonly UnitDefinition[];
}
