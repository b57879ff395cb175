import { defineProblem, ProblemError } from '../http/problem.js';

export const officeTwice = defineProblem({
  code: 'office-twice',
  status: 422,
  title: { ja: '同じ事業所番号が2回あります。', en: 'An office number appears twice.' },
  description: {
    ja: '1回の取込では事業所番号ごとに1件だけ送ってください。errorsに場所があります。',
    en: 'Send each office number once per import. errors names the places.',
  },
});

/** The places in a list of a body where a number stands that stood there before. */
export function repeatedNumbers(numbers: readonly string[], list: string, member: string): ProblemError[] {
  const seen = new Set<string>();
  return numbers.flatMap((number, index) => {
    if (!seen.has(number)) {
      seen.add(number);
      return [];
    }
    const detail = { ja: '前の行と同じ事業所番号です。', en: 'The same number as in an earlier entry.' };
    return [{ pointer: `${list}/${index}/${member}`, detail }];
  });
}
