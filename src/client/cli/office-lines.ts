import { CARE_MANAGER_TYPES, SERVICE_TYPES } from '../../standard/service-types.js';
import { Office } from '../answers.js';
import { officeLabel } from '../office-directory.js';
import { CommandFrame } from './command-frame.js';

/** An office for people: who it is, whether data reaches it and by whom, and how else it is reached. */
export function officeLines(frame: CommandFrame, office: Office): string[] {
  const services = office.serviceTypes.map((code) => `${code} ${serviceName(code)}`.trim()).join(', ');
  const others = [office.reachableOtherwise.fax, office.reachableOtherwise.mail].filter((way) => way !== undefined);
  const carriers = office.through.map(({ name }) => name);
  const none = frame.say({ ja: 'なし', en: 'none' });
  const attachments = office.attachments
    ? frame.say({ ja: '添付可', en: 'with attachments' })
    : frame.say({ ja: '添付不可', en: 'without attachments' });
  return [
    `${officeLabel(office.number, office.name)}  ${connection(frame, office)}`,
    ...(services ? [`  ${services}`] : []),
    `  ${frame.say({ ja: '取込できる版', en: 'versions' })} ${office.versions.join(', ') || none}  ${attachments}`,
    ...(carriers.length > 0 ? [`  ${frame.say({ ja: '代行', en: 'through' })} ${carriers.join(', ')}`] : []),
    ...(others.length > 0 ? [`  ${frame.say({ ja: '他の連絡手段', en: 'otherwise' })} ${others.join(', ')}`] : []),
  ];
}

function connection(frame: CommandFrame, { connected }: Office): string {
  return connected
    ? frame.say({ ja: '受信できます', en: 'can receive' })
    : frame.say({ ja: 'まだ接続していません', en: 'not connected' });
}

function serviceName(code: string): string {
  return CARE_MANAGER_TYPES.get(code) ?? SERVICE_TYPES.find((type) => type.code === code)?.name ?? '';
}
