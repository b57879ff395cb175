import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { enrol } from '../../src/client/enrol.js';
import { GatewayClient } from '../../src/client/gateway-client.js';
import { importOffices, issueEnrolmentCode, registerClient } from '../../src/client/operate.js';
import { send } from '../../src/client/send.js';
import { freePort } from '../embedded/loopback.js';
import { createOwnDatabase } from '../own-gateway/own-database.js';
import { carrierWith } from './carrier-world.js';
import { startServer } from './server-process.js';
import { addressed, sequenceAt, useSlipOf } from './use-slip-unit.js';

/** A gateway on a database of its own, with a month's open transmissions of an office and of a relay's offices. */
export interface HistoryWorld {
  readonly databaseUrl: string;
  readonly sender: GatewayClient;
  readonly destination: GatewayClient;
  readonly relay: GatewayClient;
  readonly relayOffices: readonly string[];
  end(): Promise<void>;
}

const RELAY_OFFICES = 20;
const OPEN_ROWS = 200;
const senderNumber = '1371999999';
const destinationNumber = '1371888888';

export async function historyWorld(
  environment: NodeJS.ProcessEnv,
  folder: string,
  name: string,
): Promise<HistoryWorld> {
  const database = await createOwnDatabase(environment.DATABASE_URL ?? '');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const own: NodeJS.ProcessEnv = {
    ...environment,
    DATABASE_URL: database.url,
    HTTP_PORT: String(port),
    PUBLIC_URL: url,
    LOG_LEVEL: 'info',
    OPERATOR_CODE_FILE: join(folder, `operator-code-${name}`),
  };
  const server = await startServer('dist/src/main.js', own, /listening on/);
  const end = async () => {
    await server.stop();
    await database.drop();
  };
  try {
    const code = readFileSync(own.OPERATOR_CODE_FILE ?? '', 'utf8').trim();
    const operator = new GatewayClient(await enrol({ baseUrl: url, code }));
    const offices = Array.from({ length: RELAY_OFFICES }, (_, index) => String(1_372_000_000 + index));
    const { relay } = await carrierWith(operator, own, '伝送代行', offices);
    const sender = await officeClient(operator, url, senderNumber, '43');
    const destination = await officeClient(operator, url, destinationNumber, '11');
    await sendOpen(sender, [destinationNumber, ...offices]);
    return {
      databaseUrl: database.url,
      sender,
      destination,
      relay: new GatewayClient(relay),
      relayOffices: offices,
      end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

async function officeClient(
  operator: GatewayClient,
  url: string,
  number: string,
  serviceType: string,
): Promise<GatewayClient> {
  await importOffices(operator, [{ number, name: `事業所${number}`, serviceTypes: [serviceType] }]);
  const client = await registerClient(operator, { kind: 'office', name: number, officeNumber: number });
  return new GatewayClient(await enrol({ baseUrl: url, code: (await issueEnrolmentCode(operator, client.id)).code }));
}

/** Half of them to the office, the others to those of the relay. */
async function sendOpen(sender: GatewayClient, [destination = '', ...others]: readonly string[]): Promise<void> {
  const unit = useSlipOf(2_000);
  for (let at = 0; at < OPEN_ROWS; at++) {
    const to = at % 2 === 0 ? destination : (others[((at / 2) % others.length) | 0] ?? '');
    await send(sender, { files: addressed(unit, senderNumber, to, sequenceAt(at)), destination: to });
  }
}
