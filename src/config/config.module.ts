import { DynamicModule, Module } from '@nestjs/common';
import { Config } from './config.js';

/** Gives every module the one configuration that was loaded before anything else started. */
@Module({})
export class ConfigModule {
  static with(config: Config): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [{ provide: Config, useValue: config }],
      exports: [Config],
    };
  }
}
