import { HeldEditions } from '../editions.js';
import { FileName } from '../file-name.js';
import { Message } from '../findings.js';
import { Edition } from '../layouts/edition.js';
import { Form, FormCode } from '../layouts/form.js';
import { FileCount, Side, UnitDefinition } from '../layouts/unit-definition.js';
import { NamedFile } from '../named-file.js';
import { INSURED_COLUMN, INSURER_COLUMN, Persons } from '../persons.js';
import { foreignActuals } from '../rules/foreign-actuals.js';
import { personsNotServed } from '../rules/person-not-served.js';
import { acrossEditions, itemOf, Place, PlaceTable, subjectOf } from './places.js';

const FORM: Message = { ja: '様式', en: 'Form' };

const COUNTS: Readonly<Record<FileCount, Message>> = {
  '1': { ja: '1', en: '1' },
  '0-1': { ja: '0～1', en: '0 or 1' },
  '0-n': { ja: '0以上', en: 'any number' },
};

const SIDES: Readonly<Record<Side, Message>> = {
  'care-manager': { ja: '居宅介護支援', en: 'care manager' },
  'commissioned-care-manager': { ja: '受託した居宅介護支援', en: 'commissioned care manager' },
  'regional-center': { ja: '地域包括支援センター等', en: 'regional center' },
  'service-office': { ja: 'サービス事業所', en: 'service office' },
};

/** The units with their forms, how many files of each, and between whom they travel. */
export function units(editions: readonly Edition[]): PlaceTable {
  return {
    title: { ja: '送信単位', en: 'Units' },
    subject: { ja: '送信単位', en: 'Unit' },
    what: { ja: '様式とファイル数、方向', en: 'Forms, number of files, directions' },
    places: acrossEditions(editions, (edition) => edition.units.map(unitPlace)),
  };
}

function unitPlace({ kind, name, forms, directions }: UnitDefinition): Place {
  const inLanguage = (language: keyof Message, and: string) =>
    [
      forms.map(({ form, files }) => `\`${form}\` ${COUNTS[files][language]}`).join(and),
      directions.map(({ from, to }) => `${SIDES[from][language]} → ${SIDES[to][language]}`).join(and),
    ].join('<br>');
  return {
    subject: { code: kind, name },
    what: { ja: inLanguage('ja', '、'), en: inLanguage('en', ', ') },
    items: [],
  };
}

export function relations(editions: readonly Edition[]): PlaceTable {
  return {
    title: { ja: '従属する様式', en: 'Dependent forms' },
    subject: FORM,
    what: { ja: '利用者がいるべき様式（同じ送信単位のもの）', en: 'Form of the same unit that has the person' },
    places: acrossEditions(editions, (edition) => edition.forms.flatMap((form) => relationPlace(form, edition.forms))),
  };
}

function relationPlace(form: Form, forms: readonly Form[]): readonly Place[] {
  const isHeld = (code: FormCode) => forms.some((each) => each.code === code);
  const leading = form.dependsOn.filter(isHeld);
  if (leading.length === 0 || form.content !== 'csv') return [];
  const list = leading.map((code) => `\`${code}\``);
  const compared = form.fields.filter(({ number }) => number === INSURER_COLUMN || number === INSURED_COLUMN);
  return [
    {
      subject: subjectOf(form),
      what: { ja: list.join('か'), en: list.join(' or ') },
      items: compared.map(itemOf),
    },
  ];
}

export const servedPersons = (editions: readonly Edition[]): PlaceTable =>
  officeTable(editions, { ja: '送信先事業所番号', en: 'the receiving office' }, (file) => {
    const persons = new Persons();
    persons.add(1, { insurerNumber: '', insuredNumber: '' }, false);
    return personsNotServed(file, persons).length > 0;
  });

export const ownActuals = (editions: readonly Edition[]): PlaceTable =>
  officeTable(
    editions,
    { ja: '送信元事業所番号', en: 'the sending office' },
    (file) => foreignActuals.start(file) !== null,
  );

/** The forms whose office column a rule judges: the rule is asked, with a file between service offices. */
function officeTable(editions: readonly Edition[], what: Message, isJudged: (file: NamedFile) => boolean): PlaceTable {
  const placesOf = (edition: Edition): readonly Place[] =>
    edition.forms
      .filter((form) => isJudged(fileOf(edition, form)))
      .map((form) => ({
        subject: subjectOf(form),
        what,
        items: form.fields.filter(({ id }) => id === 'serviceOfficeNumber').map(itemOf),
      }));
  return {
    title: { ja: '見る項目', en: 'Items looked at' },
    subject: FORM,
    what: { ja: '比べる相手', en: 'Held against' },
    places: acrossEditions(editions, placesOf),
  };
}

function fileOf(edition: Edition, form: Form): NamedFile {
  const name: FileName = {
    edition,
    form,
    month: null,
    sender: '',
    senderServiceType: null,
    receiver: '',
    receiverServiceType: null,
    sequence: '',
    others: [],
    extensionAsPrinted: true,
  };
  return { source: { name: '' }, name, held: new HeldEditions([edition]) };
}
