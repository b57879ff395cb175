import {
  AttributeChange,
  EditionDifference,
  FormChange,
  ItemChange,
  PrintedCondition,
  UnitChange,
  UnitFormCount,
} from '../../standard/changes/edition-difference.js';
import { Language } from '../language.js';
import { attributeName, DIFFERENCE_WORDS } from './edition-difference-words.js';
import { columnLines, indented } from './text-columns.js';

/** `+` is new, `-` is gone, `>` stands elsewhere, `*` has changed. */
export function editionDifferenceLines(difference: EditionDifference, language: Language): string[] {
  const { older, newer, attributes, fileName, forms, units } = difference;
  const words = DIFFERENCE_WORDS[language];
  const lines = [`${older} → ${newer}`, ...indented(attributeLines(attributes, language), 2)];
  if (fileName) lines.push(`  * ${words.fileName}`, `      ${fileName.older}`, `    → ${fileName.newer}`);
  const formMarks = (mark: string, list: EditionDifference['forms']['added']) =>
    list.map(({ form, name }) => [`${mark} ${form}`, name[language]]);
  const unitMarks = (mark: string, list: EditionDifference['units']['added']) =>
    list.map(({ kind, name }) => [`${mark} ${kind}`, name[language]]);
  lines.push(...titled(words.forms, columnLines([...formMarks('-', forms.removed), ...formMarks('+', forms.added)])));
  for (const form of forms.changed)
    lines.push(...titled(`${form.form}  ${form.name[language]}`, formLines(form, language)));
  lines.push(...titled(words.units, columnLines([...unitMarks('-', units.removed), ...unitMarks('+', units.added)])));
  for (const unit of units.changed)
    lines.push(...titled(`${unit.kind}  ${unit.name[language]}`, unitChangeLines(unit, language)));
  return lines.length === 1 ? [...lines, `  ${words.nothing}`] : lines;
}

const titled = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...indented(lines, 2)];

function attributeLines(attributes: readonly AttributeChange[], language: Language): string[] {
  const text = (value: AttributeChange['older']) =>
    typeof value === 'boolean' ? DIFFERENCE_WORDS[language][value ? 'yes' : 'no'] : (value ?? '-');
  return columnLines(
    attributes.map(({ attribute, older, newer }) => [
      `* ${attributeName(attribute, language)}`,
      `${text(older)} → ${text(newer)}`,
    ]),
  );
}

function formLines(
  { attributes, items, keys, deletes, conditions, derived }: FormChange,
  language: Language,
): string[] {
  const words = DIFFERENCE_WORDS[language];
  const itemCells = (mark: string, list: FormChange['items']['added']) =>
    list.map(({ number, id, name }) => [`${mark} ${number}`, name, id]);
  const lines = [
    ...attributeLines(attributes, language),
    ...columnLines([...itemCells('-', items.removed), ...itemCells('+', items.added)]),
    ...movedLines(items.moved),
    ...items.changed.flatMap((item) => itemLines(item, language)),
    ...conditions.removed.map((condition) => `- ${conditionText(condition, language)}`),
    ...conditions.added.map((condition) => `+ ${conditionText(condition, language)}`),
  ];
  if (keys) lines.push(`* ${words.keys}  ${keys.older.join(', ')} → ${keys.newer.join(', ')}`);
  if (deletes) lines.push(`* ${words.deletes}  ${deletes.older.join(', ')} → ${deletes.newer.join(', ')}`);
  return derived ? [...lines, `(${words.derived})`] : lines;
}

/** Items that moved by the same number of places together: 16-22 → 19-25. */
function movedLines(moved: readonly ItemChange[]): string[] {
  const runs: { older: [number, number]; newer: [number, number] }[] = [];
  for (const { older, newer } of moved) {
    const last = runs.at(-1);
    if (last?.older[1] === older.number - 1 && last.newer[1] === newer.number - 1) {
      [last.older[1], last.newer[1]] = [older.number, newer.number];
    } else runs.push({ older: [older.number, older.number], newer: [newer.number, newer.number] });
  }
  const range = ([from, to]: [number, number]) => (from === to ? String(from) : `${from}-${to}`);
  return runs.map(({ older, newer }) => `> ${range(older)} → ${range(newer)}`);
}

function itemLines({ newer, attributes, codes }: ItemChange, language: Language): string[] {
  return [
    `* ${newer.number}  ${newer.name}  ${newer.id}`,
    ...indented(attributeLines(attributes, language), 4),
    ...codes.removed.map(({ code, label }) => `    - ${code} ${label}`),
    ...codes.added.map(({ code, label }) => `    + ${code} ${label}`),
    ...codes.relabelled.map(({ code, older, newer: label }) => `    * ${code} ${older} → ${label}`),
  ];
}

function conditionText({ when, rule, fields, value }: PrintedCondition, language: Language): string {
  const words = DIFFERENCE_WORDS[language];
  const tests = [when.matches && `~ ${when.matches}`, when.notMatches && `!~ ${when.notMatches}`];
  const left = [when.field, ...tests.filter((test) => test !== null)].join(' ');
  return `${left}: ${fields.join(', ')} ${words.rules[rule]}${value === undefined ? '' : ` ${value}`}`;
}

function unitChangeLines({ attributes, forms, directions }: UnitChange, language: Language): string[] {
  const { month } = DIFFERENCE_WORDS[language];
  const form = (mark: string, each: UnitFormCount) =>
    `${mark} ${each.form} ×${each.files}${each.month === null ? '' : `  ${month[each.month]}`}`;
  return [
    ...attributeLines(attributes, language),
    ...forms.removed.map((each) => form('-', each)),
    ...forms.added.map((each) => form('+', each)),
    ...directions.removed.map(({ from, to }) => `- ${from} → ${to}`),
    ...directions.added.map(({ from, to }) => `+ ${from} → ${to}`),
  ];
}
