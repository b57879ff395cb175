import { defineProblem } from '../../http/problem.js';

export const streamsTaken = defineProblem({
  code: 'streams-taken',
  status: 503,
  title: { ja: 'これ以上イベントストリームを開けません。', en: 'No further event stream can be opened.' },
  description: {
    ja: '使っていないストリームを閉じるか、Retry-Afterの秒数だけ待って開き直してください。その間はPrefer: waitで取得できます。',
    en: 'Close one that is not used, or open it again after Retry-After seconds. Meanwhile ask with Prefer: wait.',
  },
});
