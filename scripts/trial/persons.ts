import { PatternId } from './patterns.js';

/** A person of the pilot's dummy data (巻末資料7). */
export interface Person {
  readonly insurerNumber: string;
  readonly insuredNumber: string;
  readonly nameKana: string;
  readonly name: string;
  readonly sex: '1' | '2';
  readonly birthDate: string;
}

type Sample = Omit<Person, 'insurerNumber'>;

const INSURER = '131128';

const yamada: Sample = {
  insuredNumber: '1234567897',
  nameKana: 'ヤマダサダコ',
  name: '山田貞子',
  sex: '2',
  birthDate: '19190228',
};
const saito: Sample = {
  insuredNumber: '1234567900',
  nameKana: 'サイトウアイコ',
  name: '斉藤愛子',
  sex: '2',
  birthDate: '19190228',
};

/** Numbers that no other person of the trial has, for 1-2' and 2-2', which 巻末資料7 tells of the same persons. */
const another = (person: Sample, by: number): Sample => ({ ...person, insuredNumber: numberPlus(person, by) });

const SAMPLES: Readonly<Record<PatternId, Sample>> = {
  '1-1': { insuredNumber: '1234567896', nameKana: 'ヨシダミノル', name: '吉田実', sex: '1', birthDate: '19090101' },
  '1-2': yamada,
  "1-2'": another(yamada, 50),
  '1-3': {
    ...{ insuredNumber: '1234567898', nameKana: 'ササキイチロウ', name: '佐々木一郎' },
    ...{ sex: '1', birthDate: '19290312' },
  },
  '1-4': {
    ...{ insuredNumber: 'H123456783', nameKana: 'ヤマグチヨシコ', name: '山口芳子' },
    ...{ sex: '2', birthDate: '19390430' },
  },
  '2-1': { insuredNumber: '1234567899', nameKana: 'マツモトヒロシ', name: '松本博', sex: '1', birthDate: '19090101' },
  '2-2': saito,
  "2-2'": another(saito, 50),
  '2-3': {
    ...{ insuredNumber: '1234567901', nameKana: 'イノウエヒロシ', name: '井上弘' },
    ...{ sex: '1', birthDate: '19290312' },
  },
  '2-4': {
    ...{ insuredNumber: 'H123456784', nameKana: 'キムラキヨコ', name: '木村清子' },
    ...{ sex: '2', birthDate: '19390430' },
  },
};

/** The person of a pattern; `other` numbers those who repeat it at other offices, 0 is the one of 巻末資料7. */
export function personOf(pattern: PatternId, other: number): Person {
  const sample = SAMPLES[pattern];
  return { ...sample, insurerNumber: INSURER, insuredNumber: numberPlus(sample, other * 100) };
}

/** H and nine digits for a person on public assistance only. */
function numberPlus({ insuredNumber }: Pick<Sample, 'insuredNumber'>, by: number): string {
  const letters = insuredNumber.startsWith('H') ? 'H' : '';
  return `${letters}${Number(insuredNumber.slice(letters.length)) + by}`;
}
