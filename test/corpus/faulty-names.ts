import type { SourceFile } from '../../src/standard/check.js';
import { planUnit, useSlipUnit } from './care-manager-units.js';
import { CorpusUnit, sourceFiles, tableOf } from './corpus-unit.js';
import { everyForm, VERSIONS } from './every-kind.js';
import { Case } from './expected.js';
import { userBasicUnit } from './preventive-units.js';

type Rename = readonly [title: string, rename: (name: string) => string];

const sequence = (title: string, digits: string): Rename => [title, (name) => name.replace(/_\d{14}/, `_${digits}`)];

/** What no name may have, whatever its form. */
const anywhere: Rename[] = [
  sequence('30 February in the sequence', '20250230100000'),
  sequence('29 February of no leap year', '20230229100000'),
  sequence('month 13 in the sequence', '20251301100000'),
  sequence('hour 24 in the sequence', '20250325240000'),
  sequence('minute 60 in the sequence', '20250325106000'),
  sequence('second 60 in the sequence', '20250325100060'),
  sequence('13 digits of sequence', '2025032510000'),
  sequence('15 digits of sequence', '202503251000000'),
  sequence('a letter in the sequence', '2025032510000A'),
  ['an office number of 9 digits', (name) => name.replace(/_\d(\d{9})_/, '_$1_')],
  ['an office number of 11 digits', (name) => name.replace(/_(\d{10})_/, '_0$1_')],
  ['a lower-case letter in an office number', (name) => name.replace(/_(\d{2})\d(\d{7})_/, '_$1a$2_')],
  ['a segment too few', (name) => name.replace(/_\d{10}/, '')],
  ['an empty segment', (name) => name.replace('_', '__')],
  ['a segment too many', (name) => name.replace('.CSV', '_01.CSV')],
  ['hyphens for underscores', (name) => name.replaceAll('_', '-')],
  ['an unknown form', (name) => `X${name}`],
  ['a form in lower case', (name) => name.replace(/^[A-Z0-9]+/, (form) => form.toLowerCase())],
  ['another extension', (name) => name.replace('.CSV', '.TXT')],
  ['no extension', (name) => name.replace('.CSV', '')],
  ['the extension twice', (name) => `${name}.CSV`],
  ['the mark of a second download', (name) => name.replace('.CSV', ' (1).CSV')],
  ['a space in front', (name) => ` ${name}`],
];

const inMonth: Rename[] = [
  ['month 13', (name) => name.replace(/_\d{6}_/, '_202513_')],
  ['month 00', (name) => name.replace(/_\d{6}_/, '_202500_')],
  ['a month of 5 digits', (name) => name.replace(/_\d{6}_/, '_20254_')],
  ['no month', (name) => name.replace(/_\d{6}_/, '_')],
];

const inServiceType: Rename[] = [
  ['a service type of one digit', (name) => name.replace(/_43_/, '_4_')],
  ['a service type in lower case', (name) => name.replace(/_43_/, '_4a_')],
  ['one service type only', (name) => name.replace(/_43_/, '_')],
];

const images: Rename[] = [
  ['an image without branch', (name) => name.replace('_0001.jpg', '.jpg')],
  ['a branch of 3 digits', (name) => name.replace('_0001.jpg', '_001.jpg')],
  ['an image of another extension', (name) => name.replace('_0001.jpg', '_0001.png')],
  ['an image as .jpeg', (name) => name.replace('_0001.jpg', '_0001.jpeg')],
];

function misnamed(unit: CorpusUnit, name: string, [title, rename]: Rename, rule = 'file-name'): Case {
  const file = rename(name);
  const files: SourceFile[] = sourceFiles(unit).map((source) =>
    source.name === name ? { ...source, name: file } : source,
  );
  return { title: `${title}: ${name}`, files, expected: { rule, version: unit.version, file } };
}

function ofForm({ unit, form }: { unit: CorpusUnit; form: string }): Case[] {
  const { name } = tableOf(unit, form);
  const faults = [
    ...anywhere,
    ...(/_\d{6}_/.test(name) ? inMonth : []),
    ...(unit.version === '202407' ? inServiceType : []),
  ];
  const extensions: Rename[] = ['.csv', '.Csv', '.cSV'].map((written) => [
    written,
    (good) => good.replace('.CSV', written),
  ]);
  return [
    ...faults.map((fault) => misnamed(unit, name, fault)),
    ...extensions.map((extension) => misnamed(unit, name, extension, 'extension-case')),
  ];
}

/** A month of zeros is for the supplement of a plan alone. */
const zeros: Rename = ['000000', (name) => name.replace(/_\d{6}_/, '_000000_')];
const noMonths = VERSIONS.flatMap((version) =>
  everyForm(version)
    .filter(({ form }) => ['UPPLAN', 'UPSIKYU', 'UPJSK', 'DLTPLAN', 'DLTJSK'].includes(form))
    .map(({ unit, form }) => misnamed(unit, tableOf(unit, form).name, zeros)),
);

const basic = userBasicUnit();
const strangers = ['manifest.json', 'readme.txt', 'UP4KYO_1371215102_43_1370000011_11_20250325100000.CSV', 'あ.CSV'];

export const nameCases: readonly Case[] = [
  ...VERSIONS.flatMap((version) => everyForm(version)).flatMap(ofForm),
  ...noMonths,
  ...images.map((fault) => misnamed(basic, basic.images[0]?.name ?? '', fault)),
  ...strangers.map((file) => ({
    title: `beside a plan: ${file}`,
    files: [...sourceFiles(planUnit()), { name: file, bytes: Uint8Array.of(0x7b, 0x7d) }],
    expected: { rule: 'file-name', version: '202407' as const, file },
  })),
  // 202208 has no such form; its grammar has no service types.
  {
    title: 'UP3KYO without service types beside a use slip of 202208',
    files: [
      ...sourceFiles(useSlipUnit('202208')),
      { name: 'UP3KYO_1371215102_1370000011_20250325100000.CSV', bytes: Uint8Array.of(0x31) },
    ],
    expected: { rule: 'file-name', version: '202208', file: 'UP3KYO_1371215102_1370000011_20250325100000.CSV' },
  },
];
