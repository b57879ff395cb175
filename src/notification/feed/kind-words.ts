import { EventKind } from '../../events/event.js';
import { Bilingual } from '../../http/problem.js';

/** What people are told that has happened: the same words in mails and feeds. Kinds that nobody is told of have none. */
export const kindWords: Readonly<Partial<Record<EventKind, Bilingual>>> = {
  'submission-staged': { ja: '送信受付', en: 'Taken in for checking' },
  'submission-rejected': { ja: '点検エラーによる不受理', en: 'Rejected by the check' },
  'batch-staged': { ja: '一括送信の受付', en: 'Batch taken in' },
  'batch-finished': { ja: '一括送信の完了', en: 'Batch finished' },
  'batch-cancelled': { ja: '一括送信の中止', en: 'Batch cancelled' },
  'transmission-held': { ja: '保留', en: 'Held' },
  'transmission-released': { ja: '保留の解除', en: 'Released' },
  'transmission-discarded': { ja: '保留の破棄', en: 'Discarded' },
  'transmission-available': { ja: '電文の到着', en: 'Arrived' },
  'transmission-collected': { ja: '電文の受信', en: 'Collected' },
  'transmission-confirmed': { ja: '受領確認', en: 'Confirmed' },
  'transmission-hop': { ja: '到達場所の報告', en: 'Reached a carrier or office' },
  'transmission-recalled': { ja: '電文取消', en: 'Recalled' },
  'transmission-imported': { ja: '取込完了', en: 'Imported' },
  'transmission-import-failed': { ja: '取込エラー', en: 'Import failed' },
  'transmission-expiring': { ja: '未受信のまま期限が近い電文', en: 'Not collected, expiring soon' },
  'transmission-extended': { ja: '保存期限の延長', en: 'Kept longer' },
  'transmission-expired': { ja: '未受信のまま期限切れ', en: 'Expired uncollected' },
  'content-deleted': { ja: '保存期間経過による内容の削除', en: 'Content deleted after its time' },
  'notice-given': { ja: '連絡', en: 'Notice' },
  'notice-closed': { ja: '連絡の対応済', en: 'Notice closed' },
  'client-suspended': { ja: '利用停止', en: 'Client suspended' },
  'client-reinstated': { ja: '利用再開', en: 'Client reinstated' },
  'certificate-issued': { ja: '証明書の発行', en: 'Certificate issued' },
  'certificate-registered': { ja: '証明書の登録', en: 'Certificate registered' },
  'certificate-expiring': { ja: '証明書の期限が近い', en: 'Certificate expiring soon' },
  'certificate-revoked': { ja: '証明書の失効', en: 'Certificate revoked' },
  'capability-stated': { ja: '受信可否の登録', en: 'Capability stated' },
  'mandate-proposed': { ja: '委任の申出', en: 'Mandate proposed' },
  'mandate-accepted': { ja: '委任の成立', en: 'Mandate accepted' },
  'mandate-declined': { ja: '委任の辞退', en: 'Mandate declined' },
  'mandate-suspended': { ja: '委任の停止', en: 'Mandate suspended' },
  'mandate-resumed': { ja: '委任の再開', en: 'Mandate resumed' },
  'mandate-revoked': { ja: '委任の取消', en: 'Mandate revoked' },
  'mandate-expired': { ja: '委任の期限切れ', en: 'Mandate expired' },
  'subscription-created': { ja: '通知設定の作成', en: 'Subscription made' },
  'subscription-changed': { ja: '通知設定の変更', en: 'Subscription changed' },
  'subscription-disabled': { ja: '通知設定の停止', en: 'Subscription disabled' },
  'subscription-ended': { ja: '通知設定の削除', en: 'Subscription ended' },
  'subscription-tested': { ja: '通知の試験', en: 'Test' },
};

/** The words, or the kind itself where there are none. */
export function wordsOf(kind: EventKind, language: 'ja' | 'en'): string {
  return kindWords[kind]?.[language] ?? kind;
}
