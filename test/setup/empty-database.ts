import { DataSource } from 'typeorm';
import { createDataSource } from '../../src/database/data-source.js';
import { createTestDatabase } from './database.js';

/** A database that no migration has run on, for tests of an upgrade. */
export interface EmptyDatabase {
  readonly source: DataSource;
  drop(): Promise<void>;
}

export async function createEmptyDatabase(): Promise<EmptyDatabase> {
  const database = await createTestDatabase();
  const source = await createDataSource(database.url, { poolSize: 1 }).initialize();
  await source.query('DROP SCHEMA public CASCADE');
  await source.query('CREATE SCHEMA public');
  return {
    source,
    drop: async () => {
      await source.destroy();
      await database.drop();
    },
  };
}
