import 'reflect-metadata';
import { pathToFileURL } from 'node:url';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { createApplication } from './application.js';
import { Config } from './config/config.js';
import { loadConfig } from './config/load-config.js';
import { createDataSource } from './database/data-source.js';
import { FirstOperator } from './identity/first-operator.js';
import { Sweeper } from './queue/sweeper.js';

export interface Gateway {
  /** Where it listens; null for a pure worker. */
  readonly url: string | null;
  /** Where it listens with TLS; null without TLS_PORT. */
  readonly tlsUrl: string | null;
  close(): Promise<void>;
}

/** Below the 30 s after which container platforms kill. */
const closeWithinMilliseconds = 25_000;

/**
 * Starts a gateway process by its environment: `ROLE=api` listens, `ROLE=worker` works on queues, `ROLE=all` does both.
 * @throws ConfigInvalid naming every bad variable
 */
export async function startGateway(environment: NodeJS.ProcessEnv): Promise<Gateway> {
  const config = loadConfig(environment);
  await migrate(config);
  return config.role === 'worker' ? startWorker(config) : startApi(config);
}

/** Pending migrations run once, whoever comes first: an advisory lock makes the others wait. */
async function migrate(config: Config): Promise<void> {
  const dataSource = await createDataSource(config.databaseUrl, { poolSize: 1, unhurried: true }).initialize();
  try {
    await dataSource.query('SELECT pg_advisory_lock(4207114)');
    await dataSource.runMigrations();
    await dataSource.query('SELECT careplan_ensure_partitions()');
  } finally {
    await dataSource.destroy();
  }
}

async function startApi(config: Config): Promise<Gateway> {
  const { app, tls } = await createApplication(config);
  let tlsUrl: string | null = null;
  try {
    await app.get(FirstOperator).offerCode();
    await app.listen(config.httpPort, config.httpHost);
    if (tls && config.tlsPort !== null) tlsUrl = await tls.listen(config.tlsPort, config.tlsHost);
  } catch (error) {
    await app.close(); // a port that is taken must not leave workers and connections behind
    throw error;
  }
  if (config.role === 'all') app.get(Sweeper).start();
  const url = await app.getUrl();
  new Logger('Gateway').log(`listening on ${url}, documentation at ${url}/docs`);
  if (tlsUrl !== null) new Logger('Gateway').log(`listening with TLS on ${tlsUrl}`);
  return { url, tlsUrl, close: () => app.close() };
}

async function startWorker(config: Config): Promise<Gateway> {
  const context = await NestFactory.createApplicationContext(AppModule.with(config), { abortOnError: false });
  context.get(Sweeper).start();
  new Logger('Gateway').log('working on queues');
  return { url: null, tlsUrl: null, close: () => context.close() };
}

async function run(): Promise<void> {
  const gateway = await startGateway(process.env);
  let isClosing = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isClosing) return;
      isClosing = true;
      setTimeout(() => process.exit(1), closeWithinMilliseconds).unref();
      gateway.close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  run().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
}
