import { KeyObject } from 'node:crypto';
import { AddressInfo } from 'node:net';
import { DataSource } from 'typeorm';
import { newKeyPairSync } from '../../src/sealing/key-pair.js';
import { createApplication } from '../../src/application.js';
import { loadConfig } from '../../src/config/load-config.js';
import { Clock } from '../../src/database/clock.js';
import { Sweeper } from '../../src/queue/sweeper.js';
import { RegisterClient } from '../../src/identity/register-client.js';
import { createIssuingAuthority, createRootAuthority, issueCertificate } from '../../src/sealing/authority.js';
import { Conformance } from './conformance.js';
import { createTestDatabase, TestDatabase } from './database.js';
import { TestRedis } from './redis.js';
import { selfSigned } from './tls.js';
import { randomBytes } from 'node:crypto';
import { NestFastifyApplication } from '@nestjs/platform-fastify';

export const publicUrl = 'https://gateway.example';

/** A clock that stands still until it is told to move. */
export class TestClock extends Clock {
  constructor(private current = new Date('2026-11-22T01:02:03Z')) {
    super();
  }

  now(): Date {
    return new Date(this.current);
  }

  advance(seconds: number): void {
    this.current = new Date(this.current.getTime() + seconds * 1000);
  }
}

export interface GatewayOptions {
  readonly redis?: TestRedis;
  readonly environment?: Readonly<Record<string, string>>;
  /** Starts another process of this installation: on its database, with its keys and its clock. */
  readonly beside?: TestGateway;
  /** Listens with TLS as well. */
  readonly tls?: boolean;
}

/** A real gateway on a real database, listening on loopback: what a test talks to over HTTP. */
export interface TestGateway {
  readonly url: string;
  /** Where it listens with TLS, and the certificate that it shows there; null without. */
  readonly tls: { readonly url: string; readonly certificate: string } | null;
  readonly app: NestFastifyApplication;
  readonly clock: TestClock;
  readonly conformance: Conformance;
  readonly database: DataSource;
  readonly databaseUrl: string;
  readonly keys: TestKeys;
  /** A one-time code for the installation's operator. */
  operatorCode(): Promise<string>;
  sweep(): Promise<void>;
  close(): Promise<void>;
}

export interface TestKeys {
  readonly environment: Record<string, string>;
  readonly rootPem: string;
}

export async function startGateway(options: GatewayOptions = {}): Promise<TestGateway> {
  const database = options.beside ? sharedDatabase(options.beside) : await createTestDatabase();
  const clock = options.beside?.clock ?? new TestClock();
  const keys = options.beside?.keys ?? (await makeKeys(clock.now()));
  const server = options.tls ? await selfSigned() : null;
  const config = loadConfig({
    ...keys.environment,
    ROLE: 'all',
    HTTP_PORT: '0',
    PUBLIC_URL: publicUrl,
    DATABASE_URL: database.url,
    LOG_LEVEL: 'fatal',
    SWEEP_SECONDS: '3600',
    ...(options.redis && { REDIS_URL: options.redis.url, QUEUE_PREFIX: options.redis.prefix }),
    ...(server && { TLS_PORT: '0', TLS_KEY: server.keyPem, TLS_CERTIFICATE: server.certificatePem }),
    ...options.environment,
  });
  const { app, document, tls } = await createApplication(config, clock);
  await app.listen(0, '127.0.0.1');
  const tlsUrl = await tls?.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    tls: server && tlsUrl ? { url: tlsUrl, certificate: server.certificatePem } : null,
    app,
    clock,
    conformance: new Conformance(document),
    database: app.get(DataSource),
    databaseUrl: database.url,
    keys,
    operatorCode: async () => (await app.get(RegisterClient).issueOperatorCode()).code,
    sweep: () => app.get(Sweeper).sweepNow(),
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}

/** The database of another process, which drops it when that one ends. */
function sharedDatabase(owner: TestGateway): TestDatabase {
  return { url: owner.databaseUrl, drop: () => Promise.resolve() };
}

async function makeKeys(now: Date): Promise<TestKeys> {
  const root = await createRootAuthority({ name: 'Test Root', now, years: 20 });
  const issuing = await createIssuingAuthority(root, { name: 'Test Issuing', now, years: 10 });
  const signing = newKeyPairSync('ec');
  const certificate = await issueCertificate(issuing, {
    publicKey: signing.publicKey,
    commonName: 'Care-plan Gateway',
    clientId: 'gateway',
    officeNumber: null,
    usage: 'gateway',
    now,
    validDays: 800,
  });
  return {
    environment: {
      SIGNING_KEY: pemOf(signing.privateKey),
      SIGNING_CERTIFICATE: certificate.pem,
      ISSUING_CA_KEY: pemOf(issuing.privateKey),
      ISSUING_CA_CERTIFICATE: issuing.chain.join(''),
      CONTENT_KEY: randomBytes(32).toString('base64'),
    },
    rootPem: root.certificate.pem,
  };
}

function pemOf(key: KeyObject): string {
  return key.export({ format: 'pem', type: 'pkcs8' }) as string;
}
