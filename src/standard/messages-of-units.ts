import { Message } from './findings.js';
import { MessageDetail } from './message-detail.js';

function unitMessage({ unit }: MessageDetail): Message {
  const forms = unit?.forms ?? [];
  const name = unit?.name ?? { ja: '', en: '' };
  switch (unit?.fault) {
    case 'missing':
      return {
        ja: `送信単位「${name.ja}」に必要なファイルが足りません（${forms.join('、')}）。同じ連番でそろえてください。`,
        en: `The unit "${name.en}" lacks ${forms.join(', ')}: add it under the same sequence.`,
      };
    case 'surplus':
      return {
        ja: `送信単位「${name.ja}」に含められないファイルです（${forms.join('、')}）。別の連番の送信単位に分けるか、重複を除いてください。`,
        en: `This file (${forms.join(', ')}) is too many for the unit "${name.en}": send it under another sequence, or remove the double.`,
      };
    case 'month':
      return {
        ja: `ファイル名の提供年月が送信単位「${name.ja}」の他のファイルと合いません。同じ年月のファイルをそろえてください。`,
        en: `The month in the file name does not fit the other files of the unit "${name.en}": bring files of one month together.`,
      };
    case 'segments':
      return {
        ja: `送信単位「${name.ja}」のファイル名がそろっていません。送信元・送信先・サービス種類コード・連番を全ファイルで同じにしてください。`,
        en: `The file names of the unit "${name.en}" disagree: give all files the same sender, receiver, service types and sequence.`,
      };
    case 'mixed':
    case undefined:
      return {
        ja: '同じ連番のファイルの組み合わせが、標準仕様の送信単位ではありません。送信単位ごとに連番を分けてください。',
        en: 'The files under one sequence are no unit of the standard: give each unit a sequence of its own.',
      };
  }
}

const fixed = (ja: string, en: string) => (): Message => ({ ja, en });

/** Messages about a unit, its offices and its persons. */
export const UNIT_MESSAGES = {
  unit: unitMessage,
  'version-not-applicable': ({ versions = [], appliesFrom = '' }: MessageDetail) => ({
    ja: `提供年月が、版${versions.join('')}の適用開始（${appliesFrom}）より前です。この月に適用される版か、年月を確かめてください。`,
    en: `The service month lies before version ${versions.join('')} applies (from ${appliesFrom}): check the month, or use the version of that month.`,
  }),
  'person-not-served': fixed(
    'この利用者には、送信先事業所のサービスの行がありません。送信先を確かめるか、この利用者を除いてください。',
    'This person has no row of the destination office: check the destination, or leave the person out.',
  ),
  'foreign-actuals': fixed(
    '送信元以外の事業所の実績です。自事業所の実績だけを送信してください。',
    'These actuals belong to another office than the sender: send only your own.',
  ),
  relation: ({ form }: MessageDetail) => ({
    ja: `この利用者が「${form?.name.ja ?? ''}」にありません。保険者番号・被保険者番号をそろえるか、この利用者を除いてください。`,
    en: `This person is not in "${form?.name.en ?? ''}": make insurer and insured number agree, or leave the person out.`,
  }),
  'sender-mismatch': fixed(
    'ファイル名の送信元事業所番号が、送信しようとしている事業所と違います。ファイル名か送信元を確かめてください。',
    'The sender in the file name is not the office sending: check the file name or the sender.',
  ),
  'receiver-mismatch': fixed(
    'ファイル名の送信先事業所番号が、指定された送信先と違います。ファイル名か送信先を確かめてください。',
    'The receiver in the file name is not the given destination: check the file name or the destination.',
  ),
};
