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
export const masterHeader = defineProblem({
  code: 'master-header',
  status: 422,
  title: { ja: 'CSVの見出し行に必要な列がありません。', en: 'The header row of the CSV lacks columns.' },
  description: {
    ja: '1行目を見出しとし、事業所番号・事業所名・フリガナ・都道府県・サービス種類の列を1つずつ設けてください。文字コードも確認してください。errorsに不足又は重複する列があります。',
    en: 'The first row names the columns: number, name, nameKana, prefecture and serviceTypes, each once. Check the charset, too. errors names what is missing or there twice.',
  },
});

export const officeChanged = defineProblem({
  code: 'office-changed',
  status: 412,
  title: { ja: '事業所の情報が変わっています。', en: 'The office is not as you read it.' },
  description: {
    ja: 'If-Matchの値は現在の事業所と一致しません。事業所を照会し直し、新しいETagで送ってください。',
    en: 'If-Match does not fit the office as it is now. Read the office again and repeat with its new ETag.',
  },
});
