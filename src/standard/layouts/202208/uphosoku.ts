import { Form } from '../form.js';
import { uphosoku as uphosokuOf202407 } from '../202407/uphosoku.js';

/** 利用者補足情報, 202208: items as in 202407; the update history of 4.0 and 4.1 lists no change but the file name. */
export const uphosoku: Form = { ...uphosokuOf202407, derived: true };
