import { EDITIONS } from './editions.js';
import { FormCode } from './layouts/form.js';
import { UnitKind } from './layouts/unit-definition.js';

export interface DisplayName {
  readonly ja: string;
  readonly en: string;
}

/** The newest version that has it gives the name. */
const formNames = new Map(
  [...EDITIONS].reverse().flatMap((edition) => edition.forms.map((form) => [form.code, form.name] as const)),
);
const unitNames = new Map(
  [...EDITIONS].reverse().flatMap((edition) => edition.units.map((unit) => [unit.kind, unit.name] as const)),
);

/** 様式名 of a form, for display. */
export function formName(form: FormCode): DisplayName {
  return formNames.get(form) ?? { ja: form, en: form };
}

/** Name of a unit of transmission (送信単位), for display. */
export function unitName(kind: UnitKind): DisplayName {
  return unitNames.get(kind) ?? { ja: kind, en: kind };
}
