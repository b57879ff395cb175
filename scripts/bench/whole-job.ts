import { GatewayClient } from '../../src/client/gateway-client.js';
import { openTransmission } from '../../src/client/collect.js';
import { confirm } from '../../src/client/confirm.js';
import { enrol } from '../../src/client/enrol.js';
import { inbox } from '../../src/client/listings.js';
import { importOffices, issueEnrolmentCode, registerClient } from '../../src/client/operate.js';
import { send } from '../../src/client/send.js';
import { ListedTransmission, Transmission } from '../../src/client/answers.js';
import { addressed, sequenceAt, UnitFile } from './use-slip-unit.js';

/** Two offices that exchange units with each other only, so that lanes do not see each other's transmissions. */
export interface Lane {
  readonly sender: GatewayClient;
  readonly destination: GatewayClient;
  readonly unit: readonly UnitFile[];
}

/** Registers and enrols the offices of every lane, as an operator and the offices' software would. */
export async function enrolLanes(
  urls: readonly string[],
  operatorCode: string,
  lanes: number,
  unit: readonly UnitFile[],
): Promise<Lane[]> {
  const [first = ''] = urls;
  const operator = new GatewayClient(await enrol({ baseUrl: first, code: operatorCode }));
  const numbers = Array.from({ length: lanes }, (_, lane) => ({
    sender: String(1_371_000_000 + lane),
    destination: String(1_370_000_000 + lane),
  }));
  await importOffices(
    operator,
    numbers.flatMap(({ sender, destination }) => [
      { number: sender, name: `居宅${sender}`, serviceTypes: ['43'] },
      { number: destination, name: `訪問介護${destination}`, serviceTypes: ['11'] },
    ]),
  );
  const office = async (number: string): Promise<GatewayClient> => {
    const client = await registerClient(operator, { kind: 'office', name: number, officeNumber: number });
    const { code } = await issueEnrolmentCode(operator, client.id);
    return new GatewayClient(await enrol({ baseUrl: first, code }));
  };
  const enrolled: Lane[] = [];
  for (const { sender, destination } of numbers) {
    enrolled.push({
      sender: await office(sender),
      destination: await office(destination),
      unit: addressed(unit, sender, destination, sequenceAt(0)),
    });
  }
  return enrolled;
}

/** signed send → inbox → collect (open and verify) → confirm → status: everything both sides do, client work included. */
export async function wholeJob({ sender, destination, unit }: Lane, index: number): Promise<void> {
  const sequence = sequenceAt(index);
  const files = unit.map(({ name, bytes }) => ({ name: name.replace(/\d{14}(?=\.CSV$)/, sequence), bytes }));
  const sent = await send(sender, { files, destination: destination.officeNumber });
  const listed = await listedBy(destination, sent.transmission.id);
  const sealed = await destination.getBytes(`/v1/transmissions/${listed.id}/content`);
  const collected = await openTransmission(destination, listed, sealed.toString('utf8'));
  await confirm(destination, collected);
  const status = await sender.get<Transmission>(`/v1/transmissions/${listed.id}`);
  if (status.state !== 'confirmed') throw new Error(`The job ended in state ${status.state}.`);
}

async function listedBy(destination: GatewayClient, id: string): Promise<ListedTransmission> {
  for await (const row of inbox(destination, { states: ['available'] })) if (row.id === id) return row;
  throw new Error('What was sent is not in the inbox.');
}
