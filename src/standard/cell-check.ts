import { Field } from './layouts/field.js';
import { Form } from './layouts/form.js';
import { Doubt } from './message-detail.js';
import { CELL_RULES } from './rules/catalogue.js';
import { lowConfidence, midnight, needed } from './rules/low-confidence.js';
import { CellRule, Rule } from './rules/rule.js';

/** The rule that a cell breaks; with a doubt, it is only a low-confidence warning. */
export interface CellFault {
  readonly rule: Rule;
  readonly doubt?: Doubt;
}

/** Gives the first rule that a value breaks, or null. Same value, same answer. */
export type CellCheck = (value: string) => CellFault | null;

interface Test {
  readonly breaks: (value: string) => boolean;
  readonly fault: CellFault;
}

const checksOfForms = new WeakMap<Form, readonly CellCheck[]>();

/** The checks of a form's items in column order; made once a form. */
export function cellChecks(form: Form): readonly CellCheck[] {
  let checks = checksOfForms.get(form);
  if (checks === undefined) {
    checks = form.fields.map(checkOf);
    checksOfForms.set(form, checks);
  }
  return checks;
}

function checkOf(field: Field): CellCheck {
  const ofEmpty = testsOf(field, 'empty');
  const ofFilled = testsOf(field, 'filled');
  const special = new Set(field.special);
  return (value) => {
    if (value === '') return firstBroken(ofEmpty, value);
    // A special value is outside the plain type by definition: none of the rules is asked.
    return special.size > 0 && special.has(value) ? null : firstBroken(ofFilled, value);
  };
}

function testsOf(field: Field, judges: CellRule['judges']): readonly Test[] {
  return CELL_RULES.flatMap((rule) => {
    const breaks = rule.judges === judges ? rule.test(field) : null;
    return breaks === null ? [] : [{ breaks, fault: faultOf(rule, field) }];
  });
}

function faultOf(rule: CellRule, field: Field): CellFault {
  if (rule === needed) return { rule, doubt: 'needed' };
  if (rule === midnight) return { rule, doubt: 'midnight' };
  if (rule.restsOn !== null && field.uncertain.includes(rule.restsOn)) {
    return { rule: lowConfidence, doubt: rule.restsOn };
  }
  return { rule };
}

/** A doubtful fault does not hide a certain one that a later rule finds. */
function firstBroken(tests: readonly Test[], value: string): CellFault | null {
  let doubtful: CellFault | null = null;
  for (const { breaks, fault } of tests) {
    if (!breaks(value)) continue;
    if (fault.doubt === undefined) return fault;
    doubtful ??= fault;
  }
  return doubtful;
}
