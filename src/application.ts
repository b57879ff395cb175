import { randomUUID } from 'node:crypto';
import multipart from '@fastify/multipart';
import { INestApplication, LogLevel as NestLogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, NestFastifyApplication } from '@nestjs/platform-fastify';
import { OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { FastifyInstance } from 'fastify';
import { AppModule } from './app.module.js';
import { serveRulesPage } from './checking/rules-page.js';
import { Config } from './config/config.js';
import { Clock } from './database/clock.js';
import { AccessRecords, recordAccess } from './http/access-record.js';
import { answerUnreadable, answerUnroutable, refuseWithoutHost, watchServer } from './http/early-refusal.js';
import { ProblemFilter } from './http/problem.filter.js';
import { readJsonStrictly, refuseOtherMediaTypes, streamCsv } from './http/request-body.js';
import { RequestShapePipe } from './http/request-shape.pipe.js';
import { endConnectionsAtStop } from './http/stop.js';
import { TlsListener } from './http/tls-listener.js';
import { createDocument } from './openapi.js';

/** JSON bodies: the largest is an import of 1,000 offices. Uploads have bounds of their own. */
const bodyLimitBytes = 2 * 1024 * 1024;
const requestTimeoutMilliseconds = 120_000;

export interface Application {
  readonly app: NestFastifyApplication;
  readonly document: OpenAPIObject;
  /** The same application over TLS, ready to listen; null where the gateway does not speak TLS itself. */
  readonly tls: TlsListener | null;
}

/** Puts the application together, ready to listen. Every entry point and every test uses this one. */
export async function createApplication(config: Config, clock?: Clock): Promise<Application> {
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config, clock), fastifyAdapter(config), {
    logger: nestLogLevels(config.logLevel),
    abortOnError: false,
  });
  await app.register(multipart);
  readJsonStrictly(app, bodyLimitBytes);
  const fastify = app.getHttpAdapter().getInstance();
  recordAccess(fastify, app.get(AccessRecords));
  watchServer(fastify.server);
  refuseWithoutHost(fastify);
  endConnectionsAtStop(fastify);
  const tls = tlsListener(fastify, config);
  app.useGlobalFilters(new ProblemFilter());
  const shapes = app.get(RequestShapePipe);
  app.useGlobalPipes(shapes);
  app.enableShutdownHooks([]);
  const document = createDocument(app);
  shapes.use(document);
  refuseOtherMediaTypes(fastify, document);
  streamCsv(fastify, document);
  serveDocumentation(app, document);
  serveRulesPage(fastify);
  await app.init();
  return { app, document, tls };
}

/** The document, without configuration, database or queue: a preview instantiates nothing. */
export async function describeApplication(): Promise<OpenAPIObject> {
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with({} as Config), fastifyAdapter(null), {
    preview: true,
    logger: ['error'],
    abortOnError: false,
  });
  return createDocument(app);
}

function tlsListener(fastify: FastifyInstance, { tlsPort, tlsKey, tlsCertificate }: Config): TlsListener | null {
  if (tlsPort === null || tlsKey === null || tlsCertificate === null) return null;
  return new TlsListener(fastify, { key: tlsKey, chain: tlsCertificate });
}

function fastifyAdapter(config: Config | null): FastifyAdapter {
  return new FastifyAdapter({
    // Whose X-Forwarded-For tells where a request came from.
    trustProxy: (address) => config?.trustedProxies.has(address) ?? false,
    bodyLimit: bodyLimitBytes,
    // A stop ends idle connections; requests under way are answered first.
    forceCloseConnections: 'idle',
    requestTimeout: requestTimeoutMilliseconds,
    // Our own id: a caller's must not decide what our records are called.
    genReqId: () => randomUUID(),
    // HEAD would run what GET does: collect a transmission without handing it over.
    exposeHeadRoutes: false,
    frameworkErrors: answerUnroutable,
    clientErrorHandler: answerUnreadable,
    // Refused by ourselves, in our own form.
    http: { requireHostHeader: false },
    routerOptions: { maxParamLength: 200 },
  });
}

function serveDocumentation(app: INestApplication, document: OpenAPIObject): void {
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'docs/openapi.json',
    yamlDocumentUrl: 'docs/openapi.yaml',
    customSiteTitle: 'Care-plan Gateway API',
  });
}

function nestLogLevels(level: Config['logLevel']): NestLogLevel[] {
  const levels: NestLogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'];
  const names: Config['logLevel'][] = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'];
  return levels.slice(0, names.indexOf(level) + 1);
}
