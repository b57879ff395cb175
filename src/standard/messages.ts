import { CELL_MESSAGES } from './messages-of-cells.js';
import { FILE_MESSAGES } from './messages-of-files.js';
import { UNIT_MESSAGES } from './messages-of-units.js';
import { Message, RuleCode } from './findings.js';
import { MessageDetail } from './message-detail.js';

/** One text a rule code; will not compile when a code has none. */
const MESSAGES: Readonly<Record<RuleCode, (detail: MessageDetail) => Message>> = {
  ...CELL_MESSAGES,
  ...FILE_MESSAGES,
  ...UNIT_MESSAGES,
};

/** What is wrong and what to change. Made from the layout alone: the value of a cell never reaches it. */
export function messageOf(code: RuleCode, detail: MessageDetail): Message {
  return MESSAGES[code](detail);
}
