import { Form } from '../form.js';
import { up1kyo as up1kyoOf202407 } from '../202407/up1kyo.js';

/** 居宅サービス計画1表, 202208: items as in 202407; the update history of 4.0 and 4.1 lists no change but the file name. */
export const up1kyo: Form = { ...up1kyoOf202407, derived: true };
