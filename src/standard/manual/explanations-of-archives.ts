import { Explanation } from './explanation.js';

/** The rule of a zip in which files are sent together (案①). */
export const ARCHIVE_EXPLANATIONS = {
  archive: {
    title: { ja: '受け付けられないzip', en: 'A zip that cannot be taken' },
    meaning: {
      ja: 'zipが壊れている、暗号化されている、中にさらに書庫がある、フォルダの外を指す名前がある、展開すると大きすぎる、または同じ名前が2つある、のいずれかです。',
      en: 'The zip is damaged or encrypted, holds another archive, names a path outside of itself, becomes too large when opened, or holds the same path twice.',
    },
    place: {
      ja: 'zipファイル。行・列・項目はありません。',
      en: 'The zip. There is no row, column or item.',
    },
    remedy: {
      ja: 'パスワードなしの普通のzipに、標準仕様のファイルと添付ファイルだけを入れて作り直してください。フォルダに分けても構いませんが、zipの中にzipは入れられません。',
      en: 'Make a plain zip without a password that holds nothing but files of the standard and attachments. Folders are allowed; a zip within the zip is not.',
    },
    notes: [
      {
        ja: 'zipが受け付けられないときは、中のファイルは点検しません。受け付けたzipの中のファイルは、1つずつ送ったときと同じに点検し、ファイル名を示します。',
        en: 'The files of such a zip are not checked. Those of a good zip are checked as if they were sent one by one, and findings name them.',
      },
    ],
    examples: [
      {
        wrong: { ja: '../UPPLAN_202504_….CSV', en: '../UPPLAN_202504_….CSV' },
        correct: { ja: '2025-04/UPPLAN_202504_….CSV', en: '2025-04/UPPLAN_202504_….CSV' },
      },
    ],
  },
} as const satisfies Readonly<Record<string, Explanation>>;
