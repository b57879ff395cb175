import { Bilingual } from '../../http/problem.js';
import { UnassignedReason } from './batch.js';

const archive = (ja: string, en: string): Bilingual => ({
  ja: `${ja}このzipの中身は送信していません。`,
  en: `${en} Nothing in this zip was sent.`,
});

/** What is to be done about a file that belongs to no unit. */
export const unassignedWords: Readonly<Record<UnassignedReason, Bilingual>> = {
  'file-name': {
    ja: 'ファイル名が標準仕様の命名規約に合わず、どの送信単位のものか分かりません。送信していません。ソフトで出力したままの名前で送ってください。',
    en: 'Its name is none of the standard, so it belongs to no unit. It was not sent: send it under the name that the software gave it.',
  },
  'attachment-alone': {
    ja: '添付ファイルと同じ連番の送信単位がありません。送信していません。送信単位と一緒に、同じマニフェストで送ってください。',
    en: 'There is no unit of the same sequence for this attachment. It was not sent: send it with its unit, under the same manifest.',
  },
  'name-twice': {
    ja: '同じ送信単位に同名のファイルが2つあり、どちらが正しいか判断できません。この送信単位は送信していません。',
    en: 'Two files of the unit have this name, and which one is meant cannot be known. The unit was not sent.',
  },
  'combined-faulty': {
    ja: '一括CSV自体に誤りがあり、どの送信単位にも含められない行があり得るため、分割していません。findingsを修正し、もう一度送ってください。',
    en: 'The combined CSV has faults of its own, so a record might be missing from any unit: it was not divided. Correct what findings names and send it again.',
  },
  'archive-damaged': archive('zipが壊れています。', 'The zip is damaged.'),
  'archive-encrypted': archive(
    'zipにパスワードが掛かっています。',
    'The zip is encrypted: send it without a password.',
  ),
  'archive-unsupported': archive(
    '対応していない圧縮方式です（無圧縮又はdeflateのみ）。',
    'Its compression is neither stored nor deflated.',
  ),
  'archive-nested': archive('zipの中に別の圧縮ファイルがあります。', 'There is another archive in it.'),
  'archive-path': archive(
    'zipの中のパスが正しくありません。',
    'A path in it leads outside of it, or is no plain file.',
  ),
  'archive-too-large': archive(
    '展開後のサイズ又はファイル数が上限を超えています。',
    'Unpacked, it is larger or has more files than allowed.',
  ),
  'archive-duplicate': archive('zipの中に同じパスが2つあります。', 'Two files in it have the same path.'),
  'archive-empty': archive('zipにファイルがありません。', 'There is no file in it.'),
  'processing-failed': {
    ja: 'ゲートウェイ側の問題により処理できませんでした。送信していません。もう一度送ってください。',
    en: 'The fault is ours: it could not be processed and was not sent. Send it again.',
  },
};
