import { NO_MONTH } from '../file-name.js';
import { Message } from '../findings.js';
import { Edition } from '../layouts/edition.js';
import { Form } from '../layouts/form.js';
import { acrossEditions, inBoth, itemOf, Place, PlaceTable, subjectOf } from './places.js';

const FORM: Message = { ja: '様式', en: 'Form' };

function formTable(
  editions: readonly Edition[],
  title: Message,
  what: Message,
  placeOf: (form: Form, edition: Edition) => Omit<Place, 'subject'> | null,
): PlaceTable {
  const placesOf = (edition: Edition): readonly Place[] =>
    edition.forms.flatMap((form) => {
      const place = placeOf(form, edition);
      return place === null ? [] : [{ subject: subjectOf(form), ...place }];
    });
  return { title, subject: FORM, what, places: acrossEditions(editions, placesOf) };
}

/** The grammar of each form's name, its parts called what they hold. */
export const fileNames = (editions: readonly Edition[]): PlaceTable =>
  formTable(editions, { ja: 'ファイル名', en: 'File names' }, { ja: '構成', en: 'Grammar' }, (form, edition) => ({
    what: grammarWords(form, edition),
    items: [],
  }));

function grammarWords({ code, fileName }: Form, { serviceTypesInNames }: Edition): Message {
  const typed = (office: string, type: string) => (serviceTypesInNames ? `${office}_${type}` : office);
  const inLanguage = (sender: string, receiver: string, senderType: string, receiverType: string) =>
    [
      code,
      ...(fileName.month === 'none' ? [] : [fileName.month === 'serviceMonth' ? 'YYYYMM' : `YYYYMM|${NO_MONTH}`]),
      typed(sender, senderType),
      typed(receiver, receiverType),
      'YYYYMMDDHHMMSS',
      ...(fileName.branch ? ['NNNN'] : []),
    ].join('_');
  return {
    ja: `\`${inLanguage('送信元', '送信先', '種類', '種類')}.${fileName.extension}\``,
    en: `\`${inLanguage('sender', 'receiver', 'type', 'type')}.${fileName.extension}\``,
  };
}

export const itemCounts = (editions: readonly Edition[]): PlaceTable =>
  formTable(editions, { ja: '項目数', en: 'Number of items' }, { ja: '項目数', en: 'Items' }, ({ content, fields }) =>
    content === 'csv' ? { what: inBoth(String(fields.length)), items: [] } : null,
  );

/** The item that repeats the month of the name. */
export const monthItems = (editions: readonly Edition[]): PlaceTable =>
  formTable(
    editions,
    { ja: '年月の項目', en: 'Items of the month' },
    { ja: '一致させるもの', en: 'Equal to' },
    ({ fields, monthField, fileName }) => {
      const items = fields.filter((field) => field.id === monthField).map(itemOf);
      return items.length === 0 ? null : { what: monthWords(fileName.month), items };
    },
  );

function monthWords(month: Form['fileName']['month']): Message {
  return month === 'serviceMonthOrNone'
    ? {
        ja: `ファイル名の年月（第1～3表に付くときは\`${NO_MONTH}\`）`,
        en: `the month in the file name (\`${NO_MONTH}\` beside tables 1 to 3)`,
      }
    : { ja: 'ファイル名の年月', en: 'the month in the file name' };
}

export const images = (editions: readonly Edition[]): PlaceTable =>
  formTable(editions, { ja: '画像の様式', en: 'Forms that are images' }, { ja: '形式', en: 'Format' }, ({ content }) =>
    content === 'jpeg' ? { what: inBoth('JPEG'), items: [] } : null,
  );

/** The versions held, with the first service month of each. */
export function versions(editions: readonly Edition[]): PlaceTable {
  const month = ({ appliesFrom }: Edition) => `${appliesFrom.slice(0, 4)}-${appliesFrom.slice(4)}`;
  return {
    title: { ja: '対応する版', en: 'Versions held' },
    subject: { ja: '標準仕様', en: 'Edition of the standard' },
    what: { ja: '適用開始の提供年月', en: 'First service month' },
    places: acrossEditions(editions, (edition) => [
      {
        subject: { code: edition.editions, name: { ja: `（${edition.issued}）`, en: `(${edition.issued})` } },
        what: inBoth(month(edition)),
        items: [],
      },
    ]),
  };
}
