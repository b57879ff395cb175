import { defineProblem } from '../http/problem.js';

export const alreadyCollected = defineProblem({
  code: 'already-collected',
  status: 409,
  title: { ja: '既に受信されているため取り消せません。', en: 'It was collected already.' },
  description: {
    ja: '最初の1バイトが渡された後は取り消せません。noticesでwithdraw-please（取込をしないよう依頼）を送るか、削除様式又は訂正を送信してください。',
    en: 'After its first byte has left, nothing can be recalled. Give the notice withdraw-please, or send the delete form or a correction.',
  },
});

export const notRecallable = defineProblem({
  code: 'not-recallable',
  status: 409,
  title: { ja: '取り消せる状態ではありません。', en: 'It cannot be recalled in its state.' },
  description: {
    ja: '取り消せるのは到着済（available）の電文です。stateを確認してください。保留中は破棄（discard）、点検中は点検後に取り消します。',
    en: 'Only what is available can be recalled; state says what it is. Discard what is held; wait until what is being checked is checked.',
  },
});

export const notHeld = defineProblem({
  code: 'not-held',
  status: 409,
  title: { ja: '保留中ではありません。', en: 'It is not held.' },
  description: {
    ja: '保留中（held）の電文だけを送信（release）又は破棄（discard）できます。stateを確認してください。',
    en: 'Only what is held can be released or discarded; state says what it is.',
  },
});

export const alreadyExtended = defineProblem({
  code: 'already-extended',
  status: 409,
  title: { ja: '保存期限は既に延長されています。', en: 'It was extended already.' },
  description: {
    ja: '延長は電文ごとに1回だけです。expiresAtまでに受信してください。',
    en: 'A transmission is extended once. Collect it before expiresAt.',
  },
});

export const notConfirmed = defineProblem({
  code: 'not-confirmed',
  status: 409,
  title: { ja: '受領確認がまだです。', en: 'It was not confirmed yet.' },
  description: {
    ja: '取込結果の前に受領確認（confirmation）を送ってください。',
    en: 'Confirm its receipt before telling the result of the import.',
  },
});

export const importResultRefused = defineProblem({
  code: 'import-result-refused',
  status: 422,
  title: { ja: '取込結果の署名又は内容を確認できません。', en: 'The import result is not accepted.' },
  description: {
    ja: '自分の有効な証明書による署名で、transmission、office、contentSha256が一致し、cellsは電文のファイルの行・列を指す必要があります。',
    en: 'It must be signed with your active certificate, name this transmission, your office and the SHA-256 of the content, and its cells must lie in the files of the transmission.',
  },
});
