import { Form } from '../form.js';
import { dlt1kyo as dlt1kyoOf202407 } from '../202407/dlt1kyo.js';

/** 居宅サービス計画1表_削除, 202208: items as in 202407; the update history of 4.0 and 4.1 lists no change but the file name. */
export const dlt1kyo: Form = { ...dlt1kyoOf202407, deletes: ['UP1KYO', 'UP2KYO'], derived: true };
