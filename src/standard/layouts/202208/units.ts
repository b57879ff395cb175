import { Direction, UnitDefinition } from '../unit-definition.js';

const toServiceOffice: readonly Direction[] = [{ from: 'care-manager', to: 'service-office' }];
const toCareManager: readonly Direction[] = [{ from: 'service-office', to: 'care-manager' }];

/** The six units of 202208 (介護保険最新情報 vol.1156, p.9); there is no 第3表 and nothing of preventive care yet. */
export const units: readonly UnitDefinition[] = [
  {
    kind: 'plan',
    name: { ja: '計画書第１表・第２表・利用者補足情報', en: 'Care plan tables 1 and 2 and user supplement' },
    leading: 'UP1KYO',
    forms: [
      { form: 'UP1KYO', files: '1' },
      { form: 'UP2KYO', files: '1' },
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
    directions: toServiceOffice,
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
    directions: toServiceOffice,
  },
  {
    kind: 'actual',
    name: { ja: '実績情報', en: 'Actuals' },
    leading: 'UPJSK',
    forms: [{ form: 'UPJSK', files: '1' }],
    directions: toCareManager,
  },
  {
    kind: 'actual-delete',
    name: { ja: '実績情報_削除', en: 'Actuals, delete' },
    leading: 'DLTJSK',
    forms: [{ form: 'DLTJSK', files: '1' }],
    directions: toCareManager,
  },
];
