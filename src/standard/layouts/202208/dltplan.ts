import { Form } from '../form.js';
import { dltplan as dltplanOf202407 } from '../202407/dltplan.js';

/** 第6表（サービス利用票）_削除, 202208: items as in 202407; the update history of 4.0 and 4.1 lists no change but the file name. */
export const dltplan: Form = { ...dltplanOf202407, derived: true };
