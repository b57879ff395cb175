import { ServiceOffice } from './cast.js';
import { Episode } from './episode.js';
import { Visit } from './patterns.js';
import { dayBefore, dayIn, headOf, Row, supplementRow, UnitRecords } from './unit-records.js';

/** Marks the grand total of 第7表. */
const TOTAL_OFFICE = '9999999999';
const TOTAL_CODE = '999999';

/** 第6表, 第7表, 利用者補足情報: the print image of the whole slip, visits of all services, whoever receives it. */
export function slipRecords(episode: Episode, month: string, visits: readonly Visit[]): UnitRecords {
  const created: Row = { ...headOf(episode), createdDate: dayBefore(episode, 25), targetMonth: month };
  return {
    version: episode.version,
    kind: 'use-slip',
    month,
    forms: {
      UPPLAN: visitRows(episode, month, visits, created, episode.careManager.number),
      UPSIKYU: annexRows(episode, visits, created),
      UPHOSOKU: [supplementRow(episode, { targetMonth: month }, '')],
    },
  };
}

export function slipDeleteRecords(episode: Episode): UnitRecords {
  const { version, month } = episode;
  return { version, kind: 'use-slip-delete', month, forms: { DLTPLAN: [{ ...headOf(episode), deleteMonth: month }] } };
}

/** Rows of 第6表, which plan and actuals share. */
export function visitRows(
  { careManager, services }: Episode,
  month: string,
  visits: readonly Visit[],
  created: Row,
  updater: string,
): Row[] {
  return visits.map(({ service, day, from, to }) => {
    const office = services[service] as ServiceOffice;
    return {
      ...created,
      plannerOfficeNumber: careManager.number,
      plannerName: '髙橋花子',
      units: office.units,
      serviceDate: dayIn(month, day),
      startTime: from,
      endTime: to,
      count: 1,
      serviceCode: office.serviceCode,
      serviceOfficeNumber: office.number,
      serviceOfficeName: office.name,
      over30Days: '0',
      updaterOfficeNumber: updater,
    };
  });
}

function annexRows({ services }: Episode, visits: readonly Visit[], created: Row): Row[] {
  const counted = services
    .map((office, index) => ({ office, count: visits.filter(({ service }) => service === index).length }))
    .filter(({ count }) => count > 0);
  const total = counted.reduce((sum, { office, count }) => sum + office.units * count, 0);
  return [
    ...counted.map(({ office, count }) => ({
      ...created,
      serviceOfficeName: office.name,
      serviceOfficeNumber: office.number,
      serviceCode: office.serviceCode,
      units: office.units,
      countOrDays: count,
      serviceUnits: office.units * count,
      over30Days: '0',
    })),
    {
      ...created,
      serviceOfficeNumber: TOTAL_OFFICE,
      serviceCode: TOTAL_CODE,
      units: 0,
      countOrDays: 0,
      serviceUnits: total,
      over30Days: '0',
    },
  ];
}
