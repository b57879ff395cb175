import { defineProblem } from '../http/problem.js';

export const noticeOtherSide = defineProblem({
  code: 'notice-other-side',
  status: 403,
  title: { ja: 'この種類の連絡は相手側が行うものです。', en: 'This kind of notice is for the other side to give.' },
  description: {
    ja: 'resend-requestとdefectは送信先、withdraw-pleaseは送信元が行います。',
    en: 'resend-request and defect are given by the destination, withdraw-please by the sender.',
  },
});

export const noticeState = defineProblem({
  code: 'notice-state',
  status: 409,
  title: {
    ja: '電文の状態によりこの連絡はできません。',
    en: 'The state of the transmission does not allow this notice.',
  },
  description: {
    ja: '受信した電文について連絡できます（stateが現在の状態）。まだ受信していない場合は先に受信してください。',
    en: 'Notices are about what was collected; state says what it is. Collect it first, if it was not yet.',
  },
});

export const noticeRecallInstead = defineProblem({
  code: 'notice-recall-instead',
  status: 409,
  title: { ja: 'まだ受信されていません。取消できます。', en: 'It was not collected yet: recall it instead.' },
  description: {
    ja: '取込をしないよう依頼する代わりに、電文取消（recall）を行ってください。既に受信されていれば依頼できます。',
    en: 'Recall it (POST …/recall) rather than ask the other side not to import it; ask once it was collected.',
  },
});

export const noticeCellsRefused = defineProblem({
  code: 'notice-cells-refused',
  status: 422,
  title: {
    ja: 'cellsが電文のファイルの場所を指していません。',
    en: 'The cells are not in the files of the transmission.',
  },
  description: {
    ja: 'fileは電文のファイル名、columnはその様式の項目番号です。ruleかreasonのどちらか一方を指定します。errorsに該当箇所があります。',
    en: 'file is one of the transmission, column a field of its form, and of rule and reason each cell has one. errors names the cells.',
  },
});

export const noticeTextUnreadable = defineProblem({
  code: 'notice-text-unreadable',
  status: 422,
  title: {
    ja: '相手側に有効な電子証明書がなく、文章を届けられません。',
    en: 'Nobody on the other side could open the text.',
  },
  description: {
    ja: '何も保存していません。文章（text）を付けずに連絡するか、他の手段で伝えてください。',
    en: 'Nothing was stored: the other side has no active certificate. Give the notice without text, or tell it by other means.',
  },
});

export const noticeLimit = defineProblem({
  code: 'notice-limit',
  status: 409,
  title: { ja: 'この電文への連絡が多すぎます。', en: 'There are too many notices on this transmission.' },
  description: {
    ja: '片側からの未解決の連絡は1電文につき20件（全体で200件）までです。済んだ連絡を閉じてください（closing）。',
    en: 'One side may have 20 open notices on a transmission, and 200 in all. Close those that are settled (closing).',
  },
});
