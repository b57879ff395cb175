import { DataSource } from 'typeorm';

/** Access records are written for every request, whatever became of it; all other tables are what a refusal leaves alone. */
const unwatched = ['access_records', 'migrations'];

/** All tables of the gateway: whether anything was written, and the way back to how it was. */
export class Tables {
  private constructor(private readonly database: DataSource) {}

  /** Keeps a copy of everything as it is now. */
  static async keep(database: DataSource): Promise<Tables> {
    const rows = await database.query<{ name: string }[]>(
      `SELECT relname AS name FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
         AND NOT relname = ANY ($1) ORDER BY relname`,
      [unwatched],
    );
    const names = rows.map(({ name }) => name);
    await database.query('CREATE SCHEMA kept');
    for (const name of names) await database.query(`CREATE TABLE kept.${name} AS TABLE public.${name}`);
    await database.query(versionsFunction(names));
    return new Tables(database);
  }

  /** One text for each table, which is another after any row of it was written, even with what stood there before. */
  async versions(): Promise<Record<string, string>> {
    const rows = await this.database.query<{ name: string; version: string }[]>('SELECT * FROM kept.versions()');
    return Object.fromEntries(rows.map(({ name, version }) => [name, version]));
  }

  /** Puts these back as they were kept; needs a superuser, since tables refer to each other. */
  async putBack(names: readonly string[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.query(`SET LOCAL session_replication_role = 'replica'`);
      for (const name of names) {
        await tx.query(`DELETE FROM public.${name}`);
        await tx.query(`INSERT INTO public.${name} SELECT * FROM kept.${name}`);
      }
    });
  }
}

/** A function, so that each connection plans its many parts only once: it is asked after every cell. */
function versionsFunction(names: readonly string[]): string {
  const parts = names.map(
    (name) =>
      `SELECT '${name}', count(*) || ' rows, ' ||
         coalesce(sum(hashtextextended(tableoid || ' ' || ctid || ' ' || xmin, 0)), 0) FROM ${name}`,
  );
  return `CREATE FUNCTION kept.versions() RETURNS TABLE (name text, version text) LANGUAGE plpgsql AS
    $$ BEGIN RETURN QUERY ${parts.join(' UNION ALL ')}; END $$`;
}
