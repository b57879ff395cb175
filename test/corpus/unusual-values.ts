import { planUnit, useSlipUnit } from './care-manager-units.js';
import { preventivePlanUnit, userBasicUnit } from './preventive-units.js';

import { cell, Unusual } from './unusual.js';
const TEXTS = [
  '①②⑳ⅠⅩ㍉㎜㏍№℡㈱㊤㍾',
  '髙﨑塚德彅纊褜黑',
  '∥－～￠￡￢―',
  '表能ソ十予申貼構Ы─噂',
  'ｱｲｳｴｵﾞﾟ｡｢｣ｰ',
  'a,b,,c',
  '"',
  '""quoted""',
  'line\r\nbreak',
  'line\nbreak\n',
  '\r',
  '\t\x1a\x1b\x7f',
  ' ',
  '　',
  "'; DROP TABLE",
  '=SUM(A1)',
  '0',
  '\\',
  'あ'.repeat(20_000),
];
const texts = TEXTS.flatMap((text) => {
  const title = `text ${JSON.stringify(text.slice(0, 20))}`;
  return [
    cell(title, useSlipUnit(), 'UPPLAN', 2, { 7: text }),
    cell(title, planUnit('202208'), 'UP1KYO', 1, { 8: text }),
    cell(title, preventivePlanUnit(), 'UPYOBO', 2, { 8: text }),
  ];
});

const TAIS = '00170-000001';
const values: Unusual[] = [
  ...['0000', '2359', '9999'].map((time) => cell(`time ${time}`, useSlipUnit(), 'UPPLAN', 1, { 12: time, 13: time })),
  ...['20240229', '20000229', '19000228', '20251231', '18680125'].map((day) =>
    cell(`day ${day}`, planUnit(), 'UP1KYO', 1, { 4: day, 18: day }),
  ),
  ...['1370000011', '13A0000015', 'ABCDEFGHIJ', '137000001a', '13-0000011'].map((office) =>
    cell(`office ${office}`, useSlipUnit(), 'UPPLAN', 3, { 20: office }),
  ),
  ...['A21111', '2A1111', '66zz99', '17AAAA', '67EEEE', '17ZZZZ'].map((code) =>
    cell(`service ${code}`, useSlipUnit(), 'UPPLAN', 1, { 15: code }),
  ),
  cell('equipment by TAIS', useSlipUnit(), 'UPPLAN', 1, { 15: '171001', 16: TAIS }),
  cell('equipment by 届出 code', useSlipUnit(), 'UPPLAN', 1, { 15: '671001', 17: TAIS }),
  cell('equipment by both, with a detail number', useSlipUnit(), 'UPPLAN', 1, {
    15: '171001',
    16: TAIS,
    17: TAIS,
    19: '1',
  }),
  cell('a TAIS code with another service', useSlipUnit(), 'UPPLAN', 1, { 16: TAIS }),
  cell('equipment of 202208 has no codes', useSlipUnit('202208'), 'UPPLAN', 1, { 15: '171001', 16: '12' }),
  ...['0', '1', '99', '2A', '-'].map((branch) =>
    cell(`satellite ${branch}`, useSlipUnit(), 'UPPLAN', 1, { 22: branch }),
  ),
  cell('units of 0', useSlipUnit(), 'UPPLAN', 1, { 8: '0' }),
  cell('every day can be billed', useSlipUnit(), 'UPPLAN', 1, { 11: '1'.repeat(31) }),
  cell('no day can be billed', useSlipUnit(), 'UPPLAN', 1, { 11: '0'.repeat(31) }),
  ...['0.00', '11.40', '999.99'].map((price) => cell(`price ${price}`, useSlipUnit(), 'UPSIKYU', 1, { 23: price })),
  ...['11AAAA', '11EEEE', '21ZZZZ', '17AAAA', '67ZZZZ', 'A2AAAA'].map((code) =>
    cell(`subtotal ${code}`, useSlipUnit(), 'UPSIKYU', 1, { 9: code, 13: '0' }),
  ),
  ...['0', '00', '000000'].map((zero) => cell(`total of ${zero} units`, useSlipUnit(), 'UPSIKYU', 2, { 13: zero })),
  cell('five digits of earlier days', useSlipUnit(), 'UPSIKYU', 1, { 30: '99999' }),
  ...['1', '99', '01'].map((number) =>
    cell(`numbers ${number}`, planUnit(), 'UP2KYO', 1, { 6: number, 8: number, 13: number }),
  ),
  ...['Y', 'N'].map((code) => cell(`covered ${code}`, planUnit(), 'UP2KYO', 1, { 15: code })),
  ...['03-1234-5678', '090-1234-5678', '1'.repeat(15), '0'].map((phone) =>
    cell(`telephone ${phone}`, useSlipUnit(), 'UPHOSOKU', 1, { 12: phone }),
  ),
  cell('the filler of a slip in a plan', planUnit(), 'UPHOSOKU', 1, { 4: '00000000' }),
  cell('a plan date in a slip', useSlipUnit(), 'UPHOSOKU', 1, { 4: '20250320' }),
  cell('another way of consulting, told', userBasicUnit(), 'UPKIHON', 1, { 8: '03', 9: 'オンライン' }),
  cell('what needs no telling, told', userBasicUnit(), 'UPKIHON', 1, { 8: '01', 9: 'x', 12: '01', 13: 'x' }),
  cell('the identifier is used', useSlipUnit(), 'UPPLAN', 1, { 25: '1' }),
];

export const unusualValues: readonly Unusual[] = [...texts, ...values];
