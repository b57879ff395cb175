import { ServiceOffice } from './cast.js';
import { Episode } from './episode.js';
import { Visit, Which } from './patterns.js';
import { visitRows } from './slip-records.js';
import { dayAfter, headOf, UnitRecords } from './unit-records.js';

/** 第6表（実績）: the office's own visits only; a correction resends them all. */
export function actualRecords(episode: Episode, service: Which, visits: readonly Visit[]): UnitRecords {
  const { version, month, services } = episode;
  const created = { ...headOf(episode), createdDate: dayAfter(episode, 1), targetMonth: month };
  const own = visits.filter((visit) => visit.service === service);
  const UPJSK = visitRows(episode, month, own, created, (services[service] as ServiceOffice).number);
  return { version, kind: 'actual', month, forms: { UPJSK } };
}

/** Withdrawn per office and service type. */
export function actualDeleteRecords(episode: Episode, service: Which): UnitRecords {
  const { version, month, services } = episode;
  const { number: serviceOfficeNumber, serviceType } = services[service] as ServiceOffice;
  const DLTJSK = [{ ...headOf(episode), deleteMonth: month, serviceOfficeNumber, serviceType }];
  return { version, kind: 'actual-delete', month, forms: { DLTJSK } };
}
