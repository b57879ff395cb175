import { defineProblem } from '../../http/problem.js';

export const cursorTooOld = defineProblem({
  code: 'cursor-too-old',
  status: 410,
  title: { ja: 'このカーソルの続きは保存期間を過ぎています。', en: 'What follows this cursor is not kept any more.' },
  description: {
    ja: 'afterを付けずに（又はlatestで）取得し直し、その間の漏れは受信一覧・送信一覧で確認してください。これらと電文の履歴は残っています。',
    en: 'Begin anew without after, or with latest, and look into the inbox and outbox for what you may have missed: these are kept, and so are the histories.',
  },
});

export const streamsTaken = defineProblem({
  code: 'streams-taken',
  status: 503,
  title: { ja: 'これ以上イベントストリームを開けません。', en: 'No further event stream can be opened.' },
  description: {
    ja: '使っていないストリームを閉じるか、Retry-Afterの秒数だけ待って開き直してください。その間はPrefer: waitで取得できます。',
    en: 'Close one that is not used, or open it again after Retry-After seconds. Meanwhile ask with Prefer: wait.',
  },
});

/** Who begins at the beginning (0) is given what there still is. @throws Problem cursor-too-old */
export function requireKept(position: string, forgotten: string): void {
  if (position !== '0' && BigInt(position) < BigInt(forgotten)) throw cursorTooOld();
}
