import { Edition } from '../edition.js';
import { uphosoku } from './uphosoku.js';
import { up1kyo } from './up1kyo.js';
import { dlt1kyo } from './dlt1kyo.js';
import { up2kyo } from './up2kyo.js';
import { up3kyo } from './up3kyo.js';
import { upplan } from './upplan.js';
import { upjsk } from './upjsk.js';
import { dltplan } from './dltplan.js';
import { dltjsk } from './dltjsk.js';
import { upsikyu } from './upsikyu.js';
import { upkihon } from './upkihon.js';
import { dltkihon } from './dltkihon.js';
import { upkihonSub1 } from './upkihon-sub1.js';
import { upkihonSub2 } from './upkihon-sub2.js';
import { upkihonImage } from './upkihon-image.js';
import { upyobo } from './upyobo.js';
import { dltyobo } from './dltyobo.js';
import { upyoboSub } from './upyobo-sub.js';
import { units } from './units.js';

/** ケアプランデータ連携標準仕様 第4.1版 (202407), 令和6年10月. */
export const edition202407: Edition = {
  version: '202407',
  editions: '4.1',
  issued: '2024-10',
  appliesFrom: '202504',
  serviceTypesInNames: true,
  forms: [
    uphosoku,
    up1kyo,
    dlt1kyo,
    up2kyo,
    up3kyo,
    upplan,
    upjsk,
    dltplan,
    dltjsk,
    upsikyu,
    upkihon,
    dltkihon,
    upkihonSub1,
    upkihonSub2,
    upkihonImage,
    upyobo,
    dltyobo,
    upyoboSub,
  ],
  units,
};
