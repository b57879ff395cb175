import pg from 'pg';

/** Whom the history is of: some of it of the parties that are measured, the rest of thousands of others. */
export interface HistoryParties {
  readonly sender: string;
  readonly destination: string;
  readonly relay: string;
  readonly relayOffices: readonly string[];
}

const MONTHS = 36;

/**
 * So many closed transmissions, made by PostgreSQL itself: those of this month beside the open ones, of every month before it
 * a table, filled before it has an index and then made a partition, which gives it all of them. One row in 500 is of each of
 * the two offices that are measured, one in 20 of the relay's; of the others' a tenth of this month is still open.
 */
export async function fillHistory(databaseUrl: string, rows: number, parties: HistoryParties): Promise<void> {
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    await database.query(`SET maintenance_work_mem = '512MB'`);
    await database.query(
      `INSERT INTO offices (number, name, updated_at)
       SELECT side || lpad(n::text, 8, '0'), '事業所', now() FROM unnest('{13,14}'::text[]) AS side, generate_series(0, 3999) AS n
       ON CONFLICT DO NOTHING`,
    );
    for (let back = MONTHS - 1; back >= 0; back--) await fillMonth(database, back, Math.ceil(rows / MONTHS), parties);
    await database.query('VACUUM ANALYZE transmissions, transmission_carriers, offices');
  } finally {
    await database.end();
  }
}

async function fillMonth(database: pg.Client, back: number, rows: number, parties: HistoryParties): Promise<void> {
  const { rows: months } = await database.query<{ name: string; low: string; high: string }>(
    `SELECT to_char(first, 'YYYYMM') AS name, careplan_uuid_floor(first AT TIME ZONE 'UTC') AS low,
            careplan_uuid_floor((first + interval '1 month') AT TIME ZONE 'UTC') AS high
     FROM (SELECT date_trunc('month', now() AT TIME ZONE 'UTC') - make_interval(months => $1) AS first) AS month`,
    [back],
  );
  const [month] = months;
  if (!month) return;
  const isThisMonth = back === 0;
  const [transmissions, carriers] = [`transmissions_${month.name}`, `transmission_carriers_${month.name}`];
  for (const [child, parent] of [
    [transmissions, 'transmissions'],
    [carriers, 'transmission_carriers'],
  ] as const) {
    if (isThisMonth) continue;
    await database.query(`CREATE UNLOGGED TABLE ${child} (LIKE ${parent} INCLUDING DEFAULTS INCLUDING CONSTRAINTS)`);
  }
  await fillTransmissions(database, transmissions, month.name, rows, isThisMonth, parties);
  await database.query(
    `INSERT INTO ${carriers} (id, client_id, destination, arrival_settled_by, is_open)
     SELECT id, $1, destination, arrival_settled_by, false FROM ${transmissions}
     WHERE destination = ANY ($2) AND receipt IS NULL`,
    [parties.relay, parties.relayOffices],
  );
  for (const [child, parent] of [
    [transmissions, 'transmissions'],
    [carriers, 'transmission_carriers'],
  ] as const) {
    if (isThisMonth) continue;
    await database.query(
      `ALTER TABLE ${parent} ATTACH PARTITION ${child} FOR VALUES FROM ('${month.low}') TO ('${month.high}')`,
    );
  }
}

async function fillTransmissions(
  database: pg.Client,
  table: string,
  month: string,
  rows: number,
  isThisMonth: boolean,
  { sender, destination, relay, relayOffices }: HistoryParties,
): Promise<void> {
  await database.query(
    `INSERT INTO ${table}
       (id, submission_id, client_id, sender, destination, files, size, state, manifest_sha256, created_at,
        arrival_settled_by, sent_settled_by, sequence, unit_kind, forms, person_count, month, hop, hop_since,
        sent_by_carrier)
     SELECT (substr(careplan_uuid_floor(at)::text, 1, 14) || '7' || substr(gen_random_uuid()::text, 16))::uuid,
            gen_random_uuid(), gen_random_uuid(),
            CASE WHEN n % 500 = 0 THEN $3 ELSE '14' || lpad((n % 4000)::text, 8, '0') END,
            CASE WHEN n % 500 = 1 THEN $4
                 WHEN n % 20 = 2 THEN ($5::text[])[1 + (n / 20) % cardinality($5::text[])]
                 ELSE '13' || lpad((n % 4000)::text, 8, '0') END,
            '[]', 30000,
            CASE WHEN $8::boolean AND n % 10 = 4 THEN 'available'
                 ELSE (ARRAY['confirmed', 'imported', 'imported', 'expired', 'recalled'])[1 + n % 5] END, repeat('m', 43),
            at, 1 + n % 500, 1 + n % 500, to_char(at, 'YYYYMMDDHH24MISS'), 'use-slip', '{UPPLAN}', 1 + n % 5, $6, 'office',
            at, CASE WHEN n % 20 = 3 THEN $7::uuid END
     FROM (SELECT n, to_date($6, 'YYYYMM')::timestamp AT TIME ZONE 'UTC' + n * (interval '27 days' / $2::int) AS at
           FROM generate_series(1, $1::int) AS n) AS series`,
    [rows, rows, sender, destination, relayOffices, month, relay, isThisMonth],
  );
}
