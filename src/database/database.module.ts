import { DynamicModule, Module, OnApplicationShutdown } from '@nestjs/common';
import { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';
import { Config } from '../config/config.js';
import { Clock, SystemClock } from './clock.js';
import { createDataSource } from './data-source.js';
import { Statements } from './statements.js';
import { UnitOfWork } from './unit-of-work.js';

/** The data source of this process, connected at start; the entities are named by whoever composes the application. */
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(private readonly dataSource: DataSource) {}

  static with(entities: readonly EntityTarget<ObjectLiteral>[], clock: Clock = new SystemClock()): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      providers: [
        {
          provide: DataSource,
          inject: [Config],
          useFactory: (config: Config) =>
            createDataSource(config.databaseUrl, { poolSize: config.databasePoolSize, entities }).initialize(),
        },
        { provide: Clock, useValue: clock },
        Statements,
        UnitOfWork,
      ],
      exports: [DataSource, Clock, Statements, UnitOfWork],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}
