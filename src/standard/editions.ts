import { Edition } from './layouts/edition.js';
import { edition202208 } from './layouts/202208/edition.js';
import { edition202407 } from './layouts/202407/edition.js';
import { Form, FormCode } from './layouts/form.js';

/** The versions held, newest first. A new version is a folder under layouts and one line here. */
export const EDITIONS: readonly Edition[] = [edition202407, edition202208];

const byVersion = new Map(EDITIONS.map((edition) => [edition.version, edition]));
const formsByVersion = new Map(
  EDITIONS.map((edition) => [edition.version, new Map(edition.forms.map((form) => [form.code, form]))]),
);

/** The version of that CSVバージョン, or undefined when it is none we hold. */
export function editionOf(version: string): Edition | undefined {
  return byVersion.get(version);
}

/** The layout of a form in a version, or undefined when either is not held. */
export function formOf(version: string, code: FormCode): Form | undefined {
  return formsByVersion.get(version)?.get(code);
}
