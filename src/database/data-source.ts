import 'reflect-metadata';
import { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';
import { migrations } from '../../migrations/all.js';

export interface DataSourceOptions {
  /** Connections of this process; the sum over all processes must stay below PostgreSQL's max_connections. */
  readonly poolSize?: number;
  readonly applicationName?: string;
  /** For migrations, which may take long and wait for each other. */
  readonly unhurried?: boolean;
  readonly entities?: readonly EntityTarget<ObjectLiteral>[];
}

/** No statement and no idle transaction of a request holds others up for longer. */
const hurried = '-c statement_timeout=30s -c idle_in_transaction_session_timeout=60s';

/**
 * One door to PostgreSQL. The schema comes from migrations only (`synchronize` stays off), and parameters are never
 * logged: they may be personal data.
 */
export function createDataSource(url: string, options: DataSourceOptions = {}): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    poolSize: options.poolSize ?? 10,
    applicationName: options.applicationName ?? 'careplan-gateway',
    entities: [...(options.entities ?? [])] as never[],
    migrations,
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: false,
    parseInt8: false,
    extra: {
      keepAlive: true,
      // A request must not wait for a connection for ever; what it is told then is 503.
      connectionTimeoutMillis: 10_000,
      options: options.unhurried ? '-c timezone=UTC' : `-c timezone=UTC ${hurried}`,
    },
  });
}
