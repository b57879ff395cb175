import { FormCode } from '../layouts/form.js';

/** Values of one record by the identifier of the item; what is left out is empty. */
export type SampleRecord = Readonly<Record<string, string>>;

export interface SampleFile {
  readonly form: FormCode;
  readonly name: string;
  /** None for an image. */
  readonly records: readonly SampleRecord[];
}

/** The version of all examples. */
export const SAMPLE_VERSION = '202407';

/** The first bytes of a JPEG image, one character a byte. */
export const SAMPLE_IMAGE = '\xff\xd8\xff\xe0';

// Invented persons and offices: a care-manager office (43) and the home-help office (11) that both persons use.
const CARE_MANAGER = '1371215102';
const SERVICE_OFFICE = '1370000011';
const EQUIPMENT_OFFICE = '1370000029';
const toServiceOffice = (sequence: string) => `${CARE_MANAGER}_43_${SERVICE_OFFICE}_11_${sequence}`;
const toCareManager = (sequence: string) => `${SERVICE_OFFICE}_11_${CARE_MANAGER}_43_${sequence}`;

const person = { csvVersion: SAMPLE_VERSION, insurerNumber: '131128', insuredNumber: '1234567896' };
const otherPerson = { ...person, insuredNumber: '1234567904' };

const planRecord = { ...person, createdDate: '20250325', planDate: '20250320' };

const slipRecord = {
  ...person,
  createdDate: '20250325',
  targetMonth: '202504',
  plannerOfficeNumber: CARE_MANAGER,
  plannerName: '見本花子',
  units: '567',
  serviceDate: '20250407',
  startTime: '1300',
  endTime: '1400',
  count: '1',
  serviceCode: '111311',
  serviceOfficeNumber: SERVICE_OFFICE,
  serviceOfficeName: 'K事業所',
  over30Days: '0',
};

const annexRecord = {
  ...person,
  createdDate: '20250325',
  targetMonth: '202504',
  serviceOfficeName: 'K事業所',
  serviceOfficeNumber: SERVICE_OFFICE,
  serviceCode: '111311',
  units: '567',
  countOrDays: '4',
  serviceUnits: '2268',
  unitPrice: '11.40',
  over30Days: '0',
};

const supplementRecord = {
  ...person,
  userNameKana: 'ミホンタロウ',
  userName: '見本太郎',
  userSex: '1',
  userBirthDate: '19400101',
};

/** Small units without a finding, of which the examples are made. */
const SAMPLE_UNITS = {
  plan: [
    {
      form: 'UP1KYO',
      name: `UP1KYO_${toServiceOffice('20250325100000')}.CSV`,
      records: [
        {
          ...planRecord,
          plannerName: '見本花子',
          plannerOfficeName: 'A事業所',
          plannerOfficeNumber: CARE_MANAGER,
          firstPlanDate: '20230401',
          planCategory: '21',
          certificationStatus: '2',
        },
      ],
    },
    {
      form: 'UP2KYO',
      name: `UP2KYO_${toServiceOffice('20250325100000')}.CSV`,
      records: [
        { ...planRecord, issueNo: '1', issue: '転倒が心配', goalNo: '1', supportNo: '1', insuranceCovered: 'Y' },
        { ...planRecord, issueNo: '1', goalNo: '1', supportNo: '2', insuranceCovered: 'N' },
      ],
    },
    {
      form: 'UP3KYO',
      name: `UP3KYO_${toServiceOffice('20250325100000')}.CSV`,
      records: [
        { ...planRecord, careService: '訪問介護', weekday: '1', serviceStartTime: '0900', serviceEndTime: '1000' },
      ],
    },
    {
      form: 'UPHOSOKU',
      name: `UPHOSOKU_000000_${toServiceOffice('20250325100000')}.CSV`,
      records: [{ ...supplementRecord, planDate: '20250320', targetMonth: '000000' }],
    },
  ],
  'use-slip': [
    {
      form: 'UPPLAN',
      name: `UPPLAN_202504_${toServiceOffice('20250325100100')}.CSV`,
      records: [
        slipRecord,
        { ...slipRecord, serviceDate: '20250414' },
        {
          ...slipRecord,
          startTime: '9999',
          endTime: '9999',
          serviceCode: '171001',
          taisCode: '00123-456789',
          detailNo: '1',
          serviceOfficeNumber: EQUIPMENT_OFFICE,
          serviceOfficeName: 'L事業所',
        },
        { ...slipRecord, ...otherPerson, serviceDate: '20250408' },
      ],
    },
    {
      form: 'UPSIKYU',
      name: `UPSIKYU_202504_${toServiceOffice('20250325100100')}.CSV`,
      records: [
        annexRecord,
        {
          ...annexRecord,
          serviceOfficeName: '',
          serviceOfficeNumber: '9999999999',
          serviceCode: '999999',
          units: '0',
          countOrDays: '0',
          unitPrice: '',
        },
      ],
    },
    {
      form: 'UPHOSOKU',
      name: `UPHOSOKU_202504_${toServiceOffice('20250325100100')}.CSV`,
      records: [{ ...supplementRecord, planDate: '00000000', targetMonth: '202504' }],
    },
  ],
  actual: [
    {
      form: 'UPJSK',
      name: `UPJSK_202504_${toCareManager('20250501090000')}.CSV`,
      records: [slipRecord, { ...slipRecord, serviceDate: '20250414' }],
    },
  ],
  'actual-delete': [
    {
      form: 'DLTJSK',
      name: `DLTJSK_202504_${toCareManager('20250501090100')}.CSV`,
      records: [{ ...person, deleteMonth: '202504', serviceOfficeNumber: SERVICE_OFFICE, serviceType: '11' }],
    },
  ],
  'user-basic': [
    {
      form: 'UPKIHON',
      name: `UPKIHON_${toServiceOffice('20250325100300')}.CSV`,
      records: [
        {
          ...supplementRecord,
          consultationDate: '20250310',
          planType: '1',
          outsourced: '1',
          consultationMethod: '03',
          consultationMethodOther: '訪問',
        },
      ],
    },
    {
      form: 'UPKIHON_IMAGE',
      name: `UPKIHON_IMAGE_${toServiceOffice('20250325100300')}_0001.jpg`,
      records: [],
    },
  ],
} as const satisfies Readonly<Record<string, readonly SampleFile[]>>;

export type SampleUnitName = keyof typeof SAMPLE_UNITS;

/** The files of a sample unit, that on which the unit rests first. */
export function sampleFiles(unit: SampleUnitName): readonly SampleFile[] {
  return SAMPLE_UNITS[unit];
}
