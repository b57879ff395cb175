import { Form } from '../form.js';
import { up2kyo as up2kyoOf202407 } from '../202407/up2kyo.js';

/** 居宅サービス計画2表, 202208: items as in 202407; the update history of 4.0 and 4.1 lists no change but the file name. */
export const up2kyo: Form = { ...up2kyoOf202407, derived: true };
