import { Direction, UnitDefinition, UnitForm } from '../layouts/unit-definition.js';
import { byIdentity } from './by-identity.js';
import { changedAttributes } from './changed-attributes.js';
import { UnitChange, UnitFormCount } from './edition-difference.js';

/** What one unit (送信単位) has otherwise in a newer version; null when nothing. A form counted otherwise is removed and added. */
export function diffUnits(older: UnitDefinition, newer: UnitDefinition): UnitChange | null {
  const attributes = changedAttributes(ofTheWhole(older), ofTheWhole(newer));
  const forms = byIdentity(older.forms.map(countOf), newer.forms.map(countOf), JSON.stringify);
  const directions = byIdentity(older.directions, newer.directions, ({ from, to }: Direction) => `${from} ${to}`);
  const parts = [attributes, forms.added, forms.removed, directions.added, directions.removed];
  if (parts.every((part) => part.length === 0)) return null;
  return {
    kind: newer.kind,
    name: newer.name,
    attributes,
    forms: { added: forms.added, removed: forms.removed },
    directions: { added: directions.added, removed: directions.removed },
  };
}

const ofTheWhole = ({ name, leading }: UnitDefinition) => ({ name: name.ja, leading });

const countOf = ({ form, files, month }: UnitForm): UnitFormCount => ({ form, files, month: month ?? null });
