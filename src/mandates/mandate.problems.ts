import { defineProblem } from '../http/problem.js';

export const mandateMissing = defineProblem({
  code: 'mandate-missing',
  status: 403,
  title: { ja: 'この事業所からの委任がありません。', en: 'There is no mandate of this office for that.' },
  description: {
    ja: '事業所（office）からの有効な委任に、この操作の範囲（scope）が含まれていません。停止、取消又は期限切れの場合も同じです。',
    en: 'No mandate of the office (office) that stands now includes this operation (scope). Suspended, revoked and expired ones do not count.',
  },
});

export const mandateOpen = defineProblem({
  code: 'mandate-open',
  status: 409,
  title: { ja: 'この委任は既に申し込まれています。', en: 'Such a mandate has been proposed already.' },
  description: {
    ja: '同じ事業所と代行業者の間に、承諾を待つ別の内容の申込みがあります（mandate）。先にそれを承諾又は辞退してください。',
    en: 'Another proposal between this office and carrier waits to be accepted (mandate). Have it accepted or declined first.',
  },
});

export const mandateState = defineProblem({
  code: 'mandate-state',
  status: 409,
  title: { ja: '委任の状態により、この操作はできません。', en: 'The mandate is not in a state for this.' },
  description: {
    ja: '委任の現在の状態（state）を確認してください。終了した委任は再開できません。新しく申し込んでください。mandateがある場合は、現在の委任が他の側により停止されているか、新しい委任の開始が先のため、置き換えられません。',
    en: 'See the mandate’s present state (state). One that has ended does not begin again: propose a new one. With mandate: the one that stands cannot be replaced, because another side suspended it or the new one begins later.',
  },
});

export const mandateOtherSide = defineProblem({
  code: 'mandate-other-side',
  status: 403,
  title: { ja: '承諾するのは相手方です。', en: 'It is for the other side to accept.' },
  description: {
    ja: '申し込んだ側は自分で承諾できません。辞退（取下げ）は双方ができます。',
    en: 'Who proposed a mandate cannot accept it; declining, which withdraws it, is open to both.',
  },
});

export const officeActsItself = defineProblem({
  code: 'office-acts-itself',
  status: 409,
  title: { ja: 'この事業所は自ら承諾できます。', en: 'This office can accept for itself.' },
  description: {
    ja: '運用者が代わりに承諾できるのは、有効な電子証明書を持たない事業所が代行業者の申込みに書面で同意した場合だけです。',
    en: 'The operator accepts only a carrier’s proposal, and only for an office without an active certificate that has consented on paper.',
  },
});

export const carrierUnknown = defineProblem({
  code: 'carrier-unknown',
  status: 422,
  title: { ja: 'この代行業者は登録されていません。', en: 'There is no such carrier.' },
  description: {
    ja: 'carrierは登録された伝送代行業者又はネットワークの利用者IDです。GET /v1/carriers で確認できます。',
    en: 'carrier is the client id of a registered relay or network: see GET /v1/carriers.',
  },
});
