import { Edition } from './layouts/edition.js';
import { edition202208 } from './layouts/202208/edition.js';
import { edition202407 } from './layouts/202407/edition.js';
import { Form, FormCode } from './layouts/form.js';
import { UnitKind } from './layouts/unit-definition.js';

/** The versions held, newest first. A new version is a folder under layouts and one line here. */
export const EDITIONS: readonly Edition[] = [edition202407, edition202208];

/** A set of versions against which names and records are held. */
export class HeldEditions {
  private readonly byVersion: ReadonlyMap<string, Edition>;
  private readonly formsByVersion: ReadonlyMap<string, ReadonlyMap<FormCode, Form>>;

  constructor(readonly editions: readonly Edition[]) {
    this.byVersion = new Map(editions.map((edition) => [edition.version, edition]));
    this.formsByVersion = new Map(
      editions.map((edition) => [edition.version, new Map(edition.forms.map((form) => [form.code, form]))]),
    );
  }

  /** The version of that CSVバージョン, or undefined when it is none we hold. */
  editionOf(version: string): Edition | undefined {
    return this.byVersion.get(version);
  }

  /** The layout of a form in a version, or undefined when either is not held. */
  formOf(version: string, code: FormCode): Form | undefined {
    return this.formsByVersion.get(version)?.get(code);
  }
}

export const HELD = new HeldEditions(EDITIONS);

/** The forms of all versions held. */
export const FORM_CODES: readonly FormCode[] = [
  ...new Set(EDITIONS.flatMap(({ forms }) => forms.map(({ code }) => code))),
];

/** The kinds of unit of all versions held. */
export const UNIT_KINDS: readonly UnitKind[] = [
  ...new Set(EDITIONS.flatMap(({ units }) => units.map(({ kind }) => kind))),
];
