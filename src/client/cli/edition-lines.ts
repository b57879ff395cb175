import { fileNameOf } from '../../standard/changes/diff-editions.js';
import { Edition } from '../../standard/layouts/edition.js';
import { Language } from '../language.js';
import { columnLines, indented } from './text-columns.js';

/** A version as `careplan standard list --json` prints it. */
export function editionSummary({ version, editions, issued, appliesFrom, forms, units, ...edition }: Edition) {
  return {
    version,
    editions,
    issued,
    appliesFrom: `${appliesFrom.slice(0, 4)}-${appliesFrom.slice(4)}`,
    fileName: fileNameOf(edition),
    forms: forms.map(({ code, name, fields }) => ({ form: code, name, items: fields.length })),
    units: units.map(({ kind, name }) => ({ kind, name })),
  };
}

/** A version in lines: head, file names, forms with their numbers of items, units. */
export function editionLines(edition: ReturnType<typeof editionSummary>, language: Language): string[] {
  const { version, editions, issued, appliesFrom, fileName, forms, units } = edition;
  const ja = language === 'ja';
  const items = (count: number) => (count === 0 ? '' : ja ? `${count}項目` : `${count} items`);
  return [
    ja
      ? `${version}  第${editions}版  ${issued}発出  ${appliesFrom}サービス提供分から適用`
      : `${version}  edition ${editions}  issued ${issued}  applies from service month ${appliesFrom}`,
    `  ${fileName}`,
    '',
    ...indented(columnLines(forms.map(({ form, name, items: count }) => [form, name[language], items(count)])), 2),
    '',
    ...indented(columnLines(units.map(({ kind, name }) => [kind, name[language]])), 2),
  ];
}
