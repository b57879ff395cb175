import { Command } from 'commander';
import { SERVICE_TYPES, CARE_MANAGER_TYPES } from '../../standard/service-types.js';
import { Office } from '../answers.js';
import { OfficeDirectory, officeLabel } from '../office-directory.js';
import { CommandFrame, gatewayCommand } from './command-frame.js';

/** `careplan office NUMBER…`: who that is, and whether data can be sent there. */
export function officeCommand(): Command {
  const command = new Command('office')
    .description('look offices up: name, services, whether they can receive (事業所の照会)')
    .argument('<number...>', 'office numbers');
  return gatewayCommand(command, async (frame, numbers) => {
    const directory = new OfficeDirectory(await frame.connect());
    const found: Office[] = [];
    const lines: string[] = [];
    for (const number of numbers) {
      const office = await directory.find(number);
      if (office) found.push(office);
      const unknown = frame.say({ ja: '登録されていません', en: 'not in the directory' });
      lines.push(...(office ? officeLines(frame, office) : [`${number}  ${unknown}`]));
    }
    frame.print({ offices: found }, lines);
    return found.length === numbers.length ? 0 : 1;
  });
}

function officeLines(frame: CommandFrame, office: Office): string[] {
  const services = office.serviceTypes.map((code) => `${code} ${serviceName(code)}`.trim()).join(', ');
  const others = [office.reachableOtherwise.fax, office.reachableOtherwise.mail].filter((way) => way !== undefined);
  const connected = office.connected
    ? frame.say({ ja: '受信できます', en: 'can receive' })
    : frame.say({ ja: 'まだ接続していません', en: 'not connected' });
  return [
    `${officeLabel(office.number, office.name)}  ${connected}`,
    `  ${services}`,
    `  ${frame.say({ ja: '取込できる版', en: 'versions' })} ${office.versions.join(', ')}`,
    ...(others.length > 0 ? [`  ${frame.say({ ja: '他の連絡手段', en: 'otherwise' })} ${others.join(', ')}`] : []),
  ];
}

function serviceName(code: string): string {
  return CARE_MANAGER_TYPES.get(code) ?? SERVICE_TYPES.find((type) => type.code === code)?.name ?? '';
}
