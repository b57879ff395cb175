import { defineProblem } from '../http/problem.js';

export const officeTwice = defineProblem({
  code: 'office-twice',
  status: 422,
  title: { ja: '同じ事業所番号が2回あります。', en: 'An office number appears twice.' },
  description: {
    ja: '1回の取込では事業所番号ごとに1件だけ送ってください。errorsに場所があります。',
    en: 'Send each office number once per import. errors names the places.',
  },
});
