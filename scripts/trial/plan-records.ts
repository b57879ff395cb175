import { Episode } from './episode.js';
import { dayBefore, headOf, Row, supplementRow, UnitRecords } from './unit-records.js';

/** What a plan says, as 巻末資料7 has it entered: 操作2 fills in policy, issue and telephone number. */
const TEXTS = {
  first: { policy: '自宅での生活を続けられるよう支援します。', issue: '一人で外出するのが不安', phone: '' },
  revised: {
    policy: '関節の動きをよくする体操等を取り入れていきます。',
    issue: '病気が悪くならないようにしたい',
    phone: '03-1234-5678',
  },
} as const;

const planDateOf = (episode: Episode): string => dayBefore(episode, 20);

/** 第1表, 第2表, 第3表 where the version has it, 利用者補足情報. */
export function planRecords(episode: Episode, edition: keyof typeof TEXTS): UnitRecords {
  const { policy, issue, phone } = TEXTS[edition];
  const { careManager, services, version } = episode;
  const planDate = planDateOf(episode);
  const record: Row = { ...headOf(episode), createdDate: dayBefore(episode, 25), planDate };
  const written: Row = { ...record, updaterOfficeNumber: careManager.number };
  return {
    version,
    kind: 'plan',
    month: null,
    forms: {
      UP1KYO: [
        {
          ...written,
          plannerName: '髙橋花子',
          plannerOfficeName: careManager.name,
          plannerOfficeNumber: careManager.number,
          firstPlanDate: planDate,
          planCategory: '21',
          certificationStatus: '2',
          careLevel: '22',
          overallPolicy: policy,
        },
      ],
      UP2KYO: services.map((service, index) => ({
        ...written,
        issueNo: 1,
        issue: index === 0 ? issue : '', // print image: what repeats is written on its first row only
        goalNo: 1,
        supportNo: index + 1,
        serviceContent: '①見守り, "できること"は一緒に',
        insuranceCovered: 'Y',
        serviceOfficeNumber: service.number,
        serviceOfficeName: service.name,
      })),
      UP3KYO: services.map((service, index) => ({
        ...record,
        careService: service.name,
        weekday: String(index + 1),
        serviceStartTime: '1300',
        serviceEndTime: '1400',
      })),
      UPHOSOKU: [supplementRow(episode, { planDate }, phone)],
    },
  };
}

export function planDeleteRecords(episode: Episode): UnitRecords {
  const DLT1KYO = [{ ...headOf(episode), planDate: planDateOf(episode) }];
  return { version: episode.version, kind: 'plan-delete', month: null, forms: { DLT1KYO } };
}
