import { DataSource } from 'typeorm';

/**
 * The tables in which one of these texts stands: as it is, as bytes, or in base64 wherever in a longer text it begins. Of
 * partitioned tables every partition is looked at.
 */
export async function tablesWith(database: DataSource, texts: readonly string[]): Promise<string[]> {
  const patterns = texts.flatMap(formsOf).map((form) => `%${form}%`);
  const tables = await database.query<{ name: string }[]>(
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await database.query<[{ count: number }]>(
      `SELECT count(*)::int FROM "${name}" AS t WHERE t::text LIKE ANY ($1)`,
      [patterns],
    );
    if (row.count > 0) found.push(name);
  }
  return found;
}

function formsOf(text: string): string[] {
  const bytes = Buffer.from(text);
  const escaped = JSON.stringify(text).slice(1, -1);
  const codes = text.replace(/[^ -~]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
  // What stands before and behind a text in base64 shares its first and last characters: those in between are its own.
  const base64 = [0, 1, 2].flatMap((before) => {
    const shifted = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const own = shifted.slice(before === 0 ? 0 : 4, -2);
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
  return [...new Set([text, escaped, codes, bytes.toString('hex'), ...base64])].map((form) =>
    form.replace(/[\\%_]/g, '\\$&'),
  );
}
