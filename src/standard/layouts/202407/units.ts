import { Direction, UnitDefinition, UnitForm } from '../unit-definition.js';

const toServiceOffice: readonly Direction[] = [{ from: 'care-manager', to: 'service-office' }];

/** Use slips of preventive care: to the service office, and from the commissioned office to its regional center. */
const useSlipDirections: readonly Direction[] = [
  ...toServiceOffice,
  { from: 'regional-center', to: 'service-office' },
  { from: 'commissioned-care-manager', to: 'service-office' },
  { from: 'commissioned-care-manager', to: 'regional-center' },
];

const useSlipDeleteDirections = useSlipDirections.filter((direction) => direction.to === 'service-office');

/** Actuals go back the other way; a commissioned office passes them on to its regional center. */
const actualDirections: readonly Direction[] = [
  { from: 'service-office', to: 'care-manager' },
  { from: 'service-office', to: 'regional-center' },
  { from: 'service-office', to: 'commissioned-care-manager' },
  { from: 'commissioned-care-manager', to: 'regional-center' },
];

const preventiveDirections: readonly Direction[] = [
  { from: 'regional-center', to: 'service-office' },
  { from: 'regional-center', to: 'commissioned-care-manager' },
  { from: 'commissioned-care-manager', to: 'service-office' },
  { from: 'commissioned-care-manager', to: 'regional-center' },
];

// Whether the annexes of preventive forms may be absent is not settled by the standard; they may here.
const userBasicForms: readonly UnitForm[] = [
  { form: 'UPKIHON', files: '1' },
  { form: 'UPKIHON_SUB1', files: '0-1' },
  { form: 'UPKIHON_SUB2', files: '0-1' },
  { form: 'UPKIHON_IMAGE', files: '0-n' },
];

const preventivePlanForms: readonly UnitForm[] = [
  { form: 'UPYOBO', files: '1' },
  { form: 'UPYOBO_SUB', files: '0-1' },
];

/** The units of 202407: 居宅介護支援 and 介護予防支援. */
export const units: readonly UnitDefinition[] = [
  {
    kind: 'plan',
    name: {
      ja: '計画書第１表・第２表・第３表・利用者補足情報',
      en: 'Care plan tables 1 to 3 and user supplement',
    },
    leading: 'UP1KYO',
    forms: [
      { form: 'UP1KYO', files: '1' },
      { form: 'UP2KYO', files: '1' },
      { form: 'UP3KYO', files: '1' },
      { form: 'UPHOSOKU', files: '1', month: 'none' },
    ],
    directions: toServiceOffice,
  },
  {
    kind: 'use-slip',
    name: {
      ja: '第６表（サービス利用票）・第７表（サービス利用票別表）・利用者補足情報',
      en: 'Service use slip, its annex and user supplement',
    },
    leading: 'UPPLAN',
    forms: [
      { form: 'UPPLAN', files: '1' },
      { form: 'UPSIKYU', files: '1' },
      { form: 'UPHOSOKU', files: '1', month: 'serviceMonth' },
    ],
    directions: useSlipDirections,
  },
  {
    kind: 'plan-delete',
    name: { ja: '計画書第１表_削除', en: 'Care plan, delete' },
    leading: 'DLT1KYO',
    forms: [{ form: 'DLT1KYO', files: '1' }],
    directions: toServiceOffice,
  },
  {
    kind: 'use-slip-delete',
    name: { ja: '第６表（サービス利用票）_削除', en: 'Service use slip, delete' },
    leading: 'DLTPLAN',
    forms: [{ form: 'DLTPLAN', files: '1' }],
    directions: useSlipDeleteDirections,
  },
  {
    kind: 'actual',
    name: { ja: '実績情報', en: 'Actuals' },
    leading: 'UPJSK',
    forms: [{ form: 'UPJSK', files: '1' }],
    directions: actualDirections,
  },
  {
    kind: 'actual-delete',
    name: { ja: '実績情報_削除', en: 'Actuals, delete' },
    leading: 'DLTJSK',
    forms: [{ form: 'DLTJSK', files: '1' }],
    directions: actualDirections,
  },
  {
    kind: 'user-basic',
    name: { ja: '利用者基本情報', en: 'User basic information' },
    leading: 'UPKIHON',
    forms: userBasicForms,
    directions: preventiveDirections,
  },
  {
    kind: 'preventive-plan-and-user-basic',
    name: {
      ja: '介護予防サービス・支援計画書＋利用者基本情報',
      en: 'Preventive plan with user basic information',
    },
    leading: 'UPYOBO',
    forms: [...preventivePlanForms, ...userBasicForms],
    directions: preventiveDirections,
  },
  {
    kind: 'preventive-plan',
    name: { ja: '介護予防サービス・支援計画書', en: 'Preventive plan' },
    leading: 'UPYOBO',
    forms: preventivePlanForms,
    directions: preventiveDirections,
  },
  {
    kind: 'user-basic-delete',
    name: { ja: '利用者基本情報_削除', en: 'User basic information, delete' },
    leading: 'DLTKIHON',
    forms: [{ form: 'DLTKIHON', files: '1' }],
    directions: preventiveDirections,
  },
  {
    kind: 'preventive-plan-delete',
    name: { ja: '介護予防サービス・支援計画書_削除', en: 'Preventive plan, delete' },
    leading: 'DLTYOBO',
    forms: [{ form: 'DLTYOBO', files: '1' }],
    directions: preventiveDirections,
  },
];
