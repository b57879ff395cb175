import { Field } from '../layouts/field.js';
import { byIdentity } from './by-identity.js';
import { changedAttributes } from './changed-attributes.js';
import { FormChange, ItemChange, ItemName } from './edition-difference.js';

/** Items are the same by their identifier, wherever they stand and whatever they are called. */
export function diffItems(older: readonly Field[], newer: readonly Field[]): FormChange['items'] {
  const { added, removed, kept } = byIdentity(older, newer, (field) => field.id);
  const changes = kept.map((sides) => changeOf(sides.older, sides.newer));
  return {
    added: added.map(nameOf),
    removed: removed.map(nameOf),
    moved: changes.filter((change) => change.older.number !== change.newer.number),
    changed: changes.filter(isMoreThanMoved),
  };
}

const nameOf = ({ number, id, name }: Field): ItemName => ({ number, id, name });

const isMoreThanMoved = ({ attributes, codes }: ItemChange): boolean =>
  attributes.length + codes.added.length + codes.removed.length + codes.relabelled.length > 0;

function changeOf(older: Field, newer: Field): ItemChange {
  const codes = byIdentity(older.codes ?? [], newer.codes ?? [], ({ code }) => code);
  return {
    id: newer.id,
    older: nameOf(older),
    newer: nameOf(newer),
    attributes: changedAttributes(printed(older), printed(newer)),
    codes: {
      added: codes.added,
      removed: codes.removed,
      relabelled: codes.kept
        .filter((sides) => sides.older.label !== sides.newer.label)
        .map((sides) => ({ code: sides.newer.code, older: sides.older.label, newer: sides.newer.label })),
    },
  };
}

/** What the layout definition book prints of an item. How certain we are of it is no change of the standard. */
const printed = ({ name, type, length, lengthRule, required, needed, pattern, special, range }: Field) => ({
  name,
  type,
  length,
  lengthRule,
  required,
  needed,
  pattern: pattern?.expression.source ?? null,
  special: special.length === 0 ? null : special.join(', '),
  range: range?.join('-') ?? null,
});
