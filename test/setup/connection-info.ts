/**
 * What the global setup tells the test files, which run in other processes: by environment variables, the only thing
 * that Jest passes on to them.
 */
export const TEST_DATABASE_SERVER = 'TEST_DATABASE_SERVER';
export const TEST_REDIS_URL = 'TEST_REDIS_URL';
export const TEST_REDIS_MISSING = 'TEST_REDIS_MISSING';

export const TEMPLATE_DATABASE = 'careplan_template';
export const TEST_DATABASE_PREFIX = 'careplan_test_';

export function databaseUrl(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
