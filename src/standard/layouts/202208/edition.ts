import { Edition } from '../edition.js';
import { uphosoku } from './uphosoku.js';
import { up1kyo } from './up1kyo.js';
import { dlt1kyo } from './dlt1kyo.js';
import { up2kyo } from './up2kyo.js';
import { upplan } from './upplan.js';
import { upjsk } from './upjsk.js';
import { dltplan } from './dltplan.js';
import { dltjsk } from './dltjsk.js';
import { upsikyu } from './upsikyu.js';
import { units } from './units.js';

/** ケアプランデータ連携標準仕様 202208, as issued with 介護保険最新情報 vol.1156. */
export const edition202208: Edition = {
  version: '202208',
  editions: '3.0 / 3.1 / 3.2',
  issued: '2022-08',
  appliesFrom: '202301',
  serviceTypesInNames: false,
  forms: [uphosoku, up1kyo, dlt1kyo, up2kyo, upplan, upjsk, dltplan, dltjsk, upsikyu],
  units,
};
