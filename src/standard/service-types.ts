/** Group of a service type: 介護給付, 予防給付, 介護予防・日常生活支援総合事業. */
export type ServiceGroup = 'care' | 'preventive' | 'community';

/** A service type (サービス種類). `linked` is 連携対象: rows of a service that is not linked are not exchanged. */
export interface ServiceType {
  readonly code: string;
  readonly name: string;
  readonly group: ServiceGroup;
  readonly linked: boolean;
}

const type = (code: string, name: string, group: ServiceGroup, linked: boolean): ServiceType => ({
  code,
  name,
  group,
  linked,
});

const LINKED = true;
const NOT_LINKED = false;

/** 標準仕様 202407, list of service types; codes 59 and 81 stand in two groups. */
export const SERVICE_TYPES: readonly ServiceType[] = [
  type('11', '訪問介護', 'care', LINKED),
  type('12', '訪問入浴介護', 'care', LINKED),
  type('13', '訪問看護', 'care', LINKED),
  type('14', '訪問リハビリテーション', 'care', LINKED),
  type('15', '通所介護', 'care', LINKED),
  type('16', '通所リハビリテーション', 'care', LINKED),
  type('17', '福祉用具貸与', 'care', LINKED),
  type('21', '短期入所生活介護', 'care', LINKED),
  type('22', '短期入所療養介護（介護老人保健施設）', 'care', LINKED),
  type('23', '短期入所療養介護（介護療養型医療施設等）', 'care', LINKED),
  type('2A', '短期入所療養介護（介護医療院）', 'care', LINKED),
  type('31', '居宅療養管理指導', 'care', LINKED),
  type('71', '夜間対応型訪問介護', 'care', LINKED),
  type('76', '定期巡回・随時対応型訪問介護看護', 'care', LINKED),
  type('72', '認知症対応型通所介護', 'care', LINKED),
  type('78', '地域密着型通所介護', 'care', LINKED),
  type('73', '小規模多機能型居宅介護', 'care', LINKED),
  type('68', '小規模多機能型居宅介護（短期利用）', 'care', LINKED),
  type('77', '看護小規模多機能型居宅介護', 'care', LINKED),
  type('79', '看護小規模多機能型居宅介護（短期利用）', 'care', LINKED),
  type('33', '特定施設入居者生活介護', 'care', NOT_LINKED),
  type('27', '特定施設入居者生活介護（短期利用）', 'care', LINKED),
  type('36', '地域密着型特定施設入居者生活介護', 'care', NOT_LINKED),
  type('28', '地域密着型特定施設入居者生活介護（短期利用）', 'care', LINKED),
  type('32', '認知症対応型共同生活介護（短期利用以外）', 'care', NOT_LINKED),
  type('38', '認知症対応型共同生活介護（短期利用）', 'care', LINKED),
  type('41', '特定福祉用具販売', 'care', NOT_LINKED),
  type('42', '住宅改修', 'care', NOT_LINKED),
  type('51', '介護福祉施設サービス', 'care', NOT_LINKED),
  type('52', '介護保健施設サービス', 'care', NOT_LINKED),
  type('53', '介護療養施設サービス', 'care', NOT_LINKED),
  type('54', '地域密着型介護老人福祉施設入所者生活介護', 'care', NOT_LINKED),
  type('59', '特定介護サービス等', 'care', NOT_LINKED),
  type('81', '市町村特別給付', 'care', NOT_LINKED),
  type('62', '介護予防訪問入浴介護', 'preventive', LINKED),
  type('63', '介護予防訪問看護', 'preventive', LINKED),
  type('64', '介護予防訪問リハビリテーション', 'preventive', LINKED),
  type('66', '介護予防通所リハビリテーション', 'preventive', LINKED),
  type('67', '介護予防福祉用具貸与', 'preventive', LINKED),
  type('24', '介護予防短期入所生活介護', 'preventive', LINKED),
  type('25', '介護予防短期入所療養介護（介護老人保健施設）', 'preventive', LINKED),
  type('26', '介護予防短期入所療養介護（介護療養型医療施設等）', 'preventive', LINKED),
  type('2B', '介護予防短期入所療養介護（介護医療院）', 'preventive', LINKED),
  type('34', '介護予防居宅療養管理指導', 'preventive', LINKED),
  type('74', '介護予防認知症対応型通所介護', 'preventive', LINKED),
  type('75', '介護予防小規模多機能型居宅介護', 'preventive', LINKED),
  type('69', '介護予防小規模多機能型居宅介護（短期利用）', 'preventive', LINKED),
  type('35', '介護予防特定施設入居者生活介護', 'preventive', NOT_LINKED),
  type('37', '介護予防認知症対応型共同生活介護（短期利用以外）', 'preventive', NOT_LINKED),
  type('39', '介護予防認知症対応型共同生活介護（短期利用）', 'preventive', LINKED),
  type('44', '特定介護予防福祉用具販売', 'preventive', NOT_LINKED),
  type('45', '介護予防住宅改修', 'preventive', NOT_LINKED),
  type('59', '特定介護サービス等', 'preventive', NOT_LINKED),
  type('81', '市町村特別給付', 'preventive', NOT_LINKED),
  type('A1', '訪問型サービス（みなし）', 'community', LINKED),
  type('A2', '訪問型サービス（独自）', 'community', LINKED),
  type('A3', '訪問型サービス（独自／定率）', 'community', LINKED),
  type('A4', '訪問型サービス（独自／定額）', 'community', LINKED),
  type('A5', '通所型サービス（みなし）', 'community', LINKED),
  type('A6', '通所型サービス（独自）', 'community', LINKED),
  type('A7', '通所型サービス（独自／定率）', 'community', LINKED),
  type('A8', '通所型サービス（独自／定額）', 'community', LINKED),
];

/** Service types of the care-manager side: 居宅介護支援, and 介護予防支援, which the standard does not print. */
export const CARE_MANAGER_TYPES: ReadonlyMap<string, string> = new Map([
  ['43', '居宅介護支援'],
  ['46', '介護予防支援'],
]);

/** Services that employ a care manager of their own and may act as the care-manager side. */
export const MAY_ACT_AS_CARE_MANAGER: readonly string[] = ['73', '75', '77'];

/** True when an office of that service type is on the care-manager side for certain. */
export function isCareManagerSide(serviceType: string | null): boolean {
  return serviceType !== null && CARE_MANAGER_TYPES.has(serviceType);
}
