import { Edition } from '../layouts/edition.js';
import { Form } from '../layouts/form.js';
import { UnitDefinition } from '../layouts/unit-definition.js';
import { byIdentity } from './by-identity.js';
import { changedAttributes } from './changed-attributes.js';
import { diffForms } from './diff-forms.js';
import { diffUnits } from './diff-units.js';
import { EditionDifference, FormName, UnitName } from './edition-difference.js';

/** What a newer version of the standard has otherwise than an older one, as far as layouts, units and names go. */
export function diffEditions(older: Edition, newer: Edition): EditionDifference {
  const forms = byIdentity(older.forms, newer.forms, ({ code }) => code);
  const units = byIdentity(older.units, newer.units, ({ kind }) => kind);
  const [before, after] = [fileNameOf(older), fileNameOf(newer)];
  return {
    older: older.version,
    newer: newer.version,
    attributes: changedAttributes(ofTheWhole(older), ofTheWhole(newer)),
    fileName: before === after ? null : { older: before, newer: after },
    forms: {
      added: forms.added.map(formName),
      removed: forms.removed.map(formName),
      changed: forms.kept.map((sides) => diffForms(sides.older, sides.newer)).filter((change) => change !== null),
    },
    units: {
      added: units.added.map(unitName),
      removed: units.removed.map(unitName),
      changed: units.kept.map((sides) => diffUnits(sides.older, sides.newer)).filter((change) => change !== null),
    },
  };
}

const ofTheWhole = ({ editions, issued, appliesFrom, serviceTypesInNames }: Edition) => ({
  editions,
  issued,
  appliesFrom: `${appliesFrom.slice(0, 4)}-${appliesFrom.slice(4)}`,
  serviceTypesInNames,
});

/** ファイル命名規約; what single forms have besides is told with them. */
export function fileNameOf({ serviceTypesInNames }: Pick<Edition, 'serviceTypesInNames'>): string {
  const office = (end: string) => (serviceTypesInNames ? `${end}_${end}ServiceType` : end);
  return `FORM[_month]_${office('sender')}_${office('receiver')}_sequence.EXT`;
}

const formName = ({ code, name }: Form): FormName => ({ form: code, name });

const unitName = ({ kind, name }: UnitDefinition): UnitName => ({ kind, name });
