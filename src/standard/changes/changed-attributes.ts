import { AttributeChange } from './edition-difference.js';

type Attributes = Readonly<Record<string, AttributeChange['older']>>;

/** The attributes that differ; both sides have the same ones. */
export function changedAttributes(older: Attributes, newer: Attributes): readonly AttributeChange[] {
  return Object.keys(newer).flatMap((attribute) => {
    const [before, after] = [older[attribute] ?? null, newer[attribute] ?? null];
    return before === after ? [] : [{ attribute, older: before, newer: after }];
  });
}
