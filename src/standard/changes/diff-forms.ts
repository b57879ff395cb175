import { Condition, Form } from '../layouts/form.js';
import { byIdentity } from './by-identity.js';
import { changedAttributes } from './changed-attributes.js';
import { Change, FormChange, PrintedCondition } from './edition-difference.js';
import { diffItems } from './diff-items.js';

/** What one form has otherwise in a newer version; null when nothing. */
export function diffForms(older: Form, newer: Form): FormChange | null {
  const items = diffItems(older.fields, newer.fields);
  const conditions = byIdentity(older.conditions.map(printed), newer.conditions.map(printed), JSON.stringify);
  const change: FormChange = {
    form: newer.code,
    name: newer.name,
    derived: older.derived || newer.derived,
    attributes: changedAttributes(ofTheWhole(older), ofTheWhole(newer)),
    items,
    keys: listChange(older.recordKeys, newer.recordKeys),
    deletes: listChange(older.deletes, newer.deletes),
    conditions: { added: conditions.added, removed: conditions.removed },
  };
  return isEmpty(change) ? null : change;
}

const ofTheWhole = ({ name, content, fileName, monthField, dependsOn }: Form) => ({
  name: name.ja,
  content,
  month: fileName.month,
  branch: fileName.branch,
  extension: fileName.extension,
  monthField,
  dependsOn: dependsOn.join(),
});

function listChange<T extends string>(older: readonly T[], newer: readonly T[]): Change<readonly T[]> | null {
  return older.join() === newer.join() ? null : { older, newer };
}

const printed = ({ when, ...rest }: Condition): PrintedCondition => ({
  when: { field: when.field, matches: when.matches?.source ?? null, notMatches: when.notMatches?.source ?? null },
  ...rest,
});

function isEmpty({ attributes, items, keys, deletes, conditions }: FormChange): boolean {
  const lists = [...Object.values(items), ...Object.values(conditions), attributes];
  return keys === null && deletes === null && lists.every((list) => list.length === 0);
}
