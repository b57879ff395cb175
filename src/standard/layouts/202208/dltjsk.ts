import { Form } from '../form.js';
import { dltjsk as dltjskOf202407 } from '../202407/dltjsk.js';

/** 実績情報_削除, 202208: items as in 202407; the update history of 4.0 and 4.1 lists no change but the file name. */
export const dltjsk: Form = { ...dltjskOf202407, derived: true };
