import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startGateway } from '../../src/main.js';
import { bringUpEmbedded } from '../embedded/environment.js';
import { freePort, LOOPBACK } from '../embedded/loopback.js';
import { createTemporaryHome } from '../embedded/place.js';
import { Narrator } from './narrator.js';
import { createOwnDatabase } from './own-database.js';

/** A gateway of this process, for the time of one demonstration. */
export interface OwnGateway {
  readonly gatewayUrl: string;
  readonly operatorCode: string;
  /** For the files of the offices; removed afterwards. */
  readonly folder: string;
}

/**
 * Starts services and gateway. `onStop` is told how to end each again before it has started: whoever interrupts a start
 * waits for it first, so that nothing is left behind.
 */
export async function bringUpOwnGateway(
  narrator: Narrator,
  stopping: AbortSignal,
  onStop: (stop: () => Promise<void>) => void,
): Promise<OwnGateway> {
  const start = async <T>(starting: Promise<T>, stop: (started: T) => Promise<void>): Promise<T> => {
    onStop(() => starting.then(stop, () => undefined)); // what failed to start has nothing to stop
    const started = await starting;
    stopping.throwIfAborted();
    return started;
  };
  narrator.step(
    'ゲートウェイを起動します。必要なデータベースもこの場で用意します',
    'Starting a gateway, and the database it needs.',
  );
  const folder = createTemporaryHome();
  onStop(() => rm(folder, { recursive: true, force: true }));
  const embedded = await start(bringUpEmbedded({ temporary: true, say: (line) => narrator.show(line) }), (started) =>
    started.stop(),
  );
  const gatewayUrl = `http://${LOOPBACK}:${await freePort()}`;
  const codeFile = join(folder, 'operator-enrolment-code');
  const environment = { ...embedded.environment, ...settings(gatewayUrl, codeFile) };
  if (process.env.DATABASE_URL) {
    const database = await start(createOwnDatabase(process.env.DATABASE_URL), (made) => made.drop());
    environment.DATABASE_URL = database.url;
  }
  await start(startGateway(environment), (gateway) => gateway.close());
  narrator.show(gatewayUrl, `${gatewayUrl}/docs`);
  return { gatewayUrl, operatorCode: (await readFile(codeFile, 'utf8')).trim(), folder };
}

/**
 * One process with everything in it, apart from other gateways on the same Redis, and silent unless asked. The public
 * URL is what clients sign for, so it is known before anything listens.
 */
function settings(publicUrl: string, codeFile: string): NodeJS.ProcessEnv {
  return {
    ROLE: 'all',
    HTTP_HOST: LOOPBACK,
    HTTP_PORT: new URL(publicUrl).port,
    PUBLIC_URL: publicUrl,
    OPERATOR_CODE_FILE: codeFile,
    QUEUE_PREFIX: 'careplan-own',
    // Whoever is called by webhook is on this machine, too.
    WEBHOOK_ALLOWED_NETWORKS: `${LOOPBACK}/32`,
    LOG_LEVEL: process.env.LOG_LEVEL || 'error',
  };
}
