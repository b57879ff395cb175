import { Capability } from '../capability.js';
import { EvidenceFault, EvidenceSubject } from '../evidence-refused.js';
import { Hop, HOPS, TransmissionEvent, TransmissionState } from '../answers.js';
import { IdentityFolderFault } from '../identity-folder.js';
import { Language } from '../language.js';
import { eventName } from './event-words.js';
import { WriteFault } from '../write-files.js';
import { pick, WordPairs } from './word-pairs.js';

const STATES: WordPairs<TransmissionState> = {
  held: ['保留中', 'held'],
  checking: ['点検中', 'being checked'],
  rejected: ['不受理', 'rejected'],
  available: ['到着済（未受信）', 'available, not collected yet'],
  collected: ['受信済', 'collected'],
  confirmed: ['受領確認済', 'confirmed'],
  imported: ['取込済', 'imported'],
  'import-failed': ['取込失敗', 'import failed'],
  recalled: ['取消済', 'recalled'],
  expired: ['保存期限切れ', 'expired'],
  discarded: ['破棄済', 'discarded'],
};

const HOP_NAMES: WordPairs<Hop> = {
  received: ['代行受信済', 'received by the carrier'],
  'handed-to-office': ['事業所引渡済', 'handed to the office'],
};

const SUBJECTS: WordPairs<EvidenceSubject> = {
  certificate: ['発行された電子証明書', 'the certificate issued'],
  receipt: ['ゲートウェイの受領証', "the gateway's receipt"],
  manifest: ['送信元のマニフェスト', "the sender's manifest"],
  confirmation: ['送信先の受領確認', "the destination's confirmation"],
  'import-result': ['送信先の取込結果', "the destination's import result"],
  content: ['受信した内容', 'the content received'],
};

const FAULTS: WordPairs<EvidenceFault> = {
  missing: ['がないか、この端末の証明書では開けません。', 'is missing, or not for the certificate of this terminal.'],
  invalid: ['の署名又は形式が正しくありません。', 'does not hold: its signature or form is wrong.'],
  untrusted: [
    'を信頼できません（ルート証明書まで確認できません）。',
    'is not trusted: nothing valid leads from it to the pinned root.',
  ],
  'other-signer': ['が別の者によって署名されています。', 'is signed by somebody else.'],
  mismatch: ['が要求した内容と一致しません。', 'says something else than it must.'],
};

const FOLDERS: WordPairs<IdentityFolderFault> = {
  absent: [
    '登録情報がありません。先に careplan enrol を実行してください',
    'no identity here: run careplan enrol first',
  ],
  present: ['既に登録されています。別の --home を指定してください', 'already enrolled: choose another --home'],
  unreadable: ['登録情報を読めません', 'the identity cannot be read'],
  'key-open-to-others': [
    '秘密鍵を他の利用者が読める状態です。chmod 600 で直してください',
    'others can read the private key: correct it with chmod 600',
  ],
};

const WRITES: WordPairs<WriteFault> = {
  name: ['このファイル名では安全に保存できません。', 'cannot be stored safely under this name.'],
  differs: [
    '同じ名前で内容の異なるファイルが既にあります。上書きしません。',
    'another file of this name is there already: it is not overwritten.',
  ],
};

export const stateName = (state: TransmissionState, language: Language): string => pick(STATES[state], language);

export const hopName = (hop: Hop, language: Language): string => pick(HOP_NAMES[hop], language);

/** An event with what is worth telling of its details. */
export function eventText({ kind, data }: Pick<TransmissionEvent, 'kind' | 'data'>, language: Language): string {
  const hop = HOPS.find((each) => kind === 'transmission-hop' && data['hop'] === each);
  const name = eventName(kind, language);
  return hop ? `${name}: ${hopName(hop, language)}` : name;
}

export function evidenceText(subject: EvidenceSubject, fault: EvidenceFault, language: Language): string {
  const gap = language === 'ja' ? '' : ' ';
  return `${pick(SUBJECTS[subject], language)}${gap}${pick(FAULTS[fault], language)}`;
}

export const folderText = (fault: IdentityFolderFault, language: Language): string => pick(FOLDERS[fault], language);

export const writeText = (fault: WriteFault, language: Language): string => pick(WRITES[fault], language);

/** 送信先の受信可否と他の連絡手段, in a line. */
export function capabilityLine(capability: Capability, language: Language): string {
  const { officeNumber, name, connected, versions, reachableOtherwise } = capability;
  const { fax, mail } = reachableOtherwise;
  const other = [fax && `FAX ${fax}`, mail && (language === 'ja' ? `メール ${mail}` : `mail ${mail}`)].filter(Boolean);
  const office = `${name} ${officeNumber}`;
  return language === 'ja'
    ? `${office}: ${connected ? `取り込める版 ${versions.join('、')}` : 'データ連携は未接続'}。他の連絡手段 ${other.join('、') || 'なし'}`
    : `${office}: ${connected ? `takes version ${versions.join(', ')}` : 'not connected'}; otherwise by ${other.join(', ') || 'no known means'}`;
}
