import { Form } from '../form.js';

/**
 * 利用者基本情報 家族構成 画像ファイル, 202407: one JPEG a UPKIHON record in principle, with a four-digit branch.
 * The naming rule prints .jpg, the examples .JPG; both are taken.
 */
export const upkihonImage: Form = {
  code: 'UPKIHON_IMAGE',
  name: { ja: '利用者基本情報 家族構成 画像ファイル', en: 'User basic information, family chart image' },
  group: 'preventiveUser',
  content: 'jpeg',
  fileName: { month: 'none', branch: true, extension: 'jpg' },
  monthField: null,
  recordKeys: [],
  fields: [],
  conditions: [],
  deletes: [],
  dependsOn: ['UPKIHON'],
  servesReceiver: false,
  derived: false,
};
