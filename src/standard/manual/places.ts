import { Message } from '../findings.js';
import { Edition } from '../layouts/edition.js';

/** An item as a finding names it: column number and Japanese name. */
export interface ItemReference {
  readonly number: number;
  readonly name: string;
}

/** A form, a unit or an edition. */
export interface PlaceSubject {
  readonly code: string;
  readonly name: Message;
}

/** One place where a rule applies: what is asked there, and of which items. */
export interface Place {
  readonly subject: PlaceSubject;
  readonly what: Message | null;
  readonly items: readonly ItemReference[];
}

/** A place with the versions in which it is the same, newest first. */
export interface PlaceInVersions extends Place {
  readonly versions: readonly string[];
}

/** Where a rule applies, as one table. */
export interface PlaceTable {
  readonly title: Message;
  /** What `subject` and `what` of the places are called; no `what` where it is the same everywhere. */
  readonly subject: Message;
  readonly what: Message | null;
  readonly places: readonly PlaceInVersions[];
}

/** The same in both languages: codes, numbers, names of the standard. */
export const inBoth = (text: string): Message => ({ ja: text, en: text });

export const itemOf = ({ number, name }: ItemReference): ItemReference => ({ number, name });

/** The name and code of a form or the like, and nothing else of it. */
export const subjectOf = ({ code, name }: PlaceSubject): PlaceSubject => ({ code, name });

/** Items grouped by what is asked of them, in the order of the first of each group; without an answer none is asked. */
export function groupedBy<T extends ItemReference>(
  items: readonly T[],
  whatOf: (item: T) => Message | null,
): readonly Omit<Place, 'subject'>[] {
  const groups = new Map<string, { what: Message; items: ItemReference[] }>();
  for (const item of items) {
    const what = whatOf(item);
    if (what === null) continue;
    const group = groups.get(what.en);
    if (group === undefined) groups.set(what.en, { what, items: [itemOf(item)] });
    else group.items.push(itemOf(item));
  }
  return [...groups.values()];
}

/** The places of several versions, each told once: those of one subject stand together, newest version first. */
export function acrossEditions(
  editions: readonly Edition[],
  placesOf: (edition: Edition) => readonly Place[],
): readonly PlaceInVersions[] {
  const bySubject = new Map<string, Map<string, Place & { versions: string[] }>>();
  for (const edition of editions) {
    for (const { subject, what, items } of placesOf(edition)) {
      const places = bySubject.get(subject.code) ?? new Map<string, Place & { versions: string[] }>();
      bySubject.set(subject.code, places);
      const key = JSON.stringify([what, items]);
      const known = places.get(key);
      if (known === undefined) places.set(key, { subject, what, items, versions: [edition.version] });
      else known.versions.push(edition.version);
    }
  }
  return [...bySubject.values()].flatMap((places) => [...places.values()]);
}
