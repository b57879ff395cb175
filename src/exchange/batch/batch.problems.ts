import { defineProblem } from '../../http/problem.js';

export const batchEnded = defineProblem({
  code: 'batch-ended',
  status: 409,
  title: { ja: '一括送信は既に終わっています。', en: 'The batch has finished.' },
  description: {
    ja: '全ての送信単位の処理が終わっているため取り消せません。送信済みの電文はrecallで取り消してください。',
    en: 'Every unit of it has its outcome. Recall the transmissions that were accepted instead.',
  },
});

export const destinationNotSigned = defineProblem({
  code: 'destination-not-signed',
  status: 422,
  title: { ja: '署名された送信先に含まれていません。', en: 'The destination was not signed for.' },
  description: {
    ja: 'ファイルの送信先が、マニフェストのdestinationsにありません。誤送信を防ぐため送信していません。送信先を確認し、destinationsに加えて署名し直してください。',
    en: 'The files are for an office that the manifest does not name in destinations. To prevent a wrong send nothing was sent: check the office, add it to destinations and sign again.',
  },
});
