import { Call } from '../setup/api.js';
import { World } from '../setup/world.js';

/** Every name, number, id, digest and receipt that the gateway keeps: nothing of it belongs into a refusal. */
export async function secretsOf(world: World): Promise<string[]> {
  const rows = await world.gateway.database.query<{ secret: string | null }[]>(
    `SELECT unnest(ARRAY[id::text, name]) AS secret FROM clients
     UNION SELECT unnest(ARRAY[number, name]) FROM offices
     UNION SELECT unnest(ARRAY[thumbprint, serial_number]) FROM certificates
     UNION SELECT unnest(ARRAY[id::text, evidence]) FROM mandates
     UNION SELECT unnest(ARRAY[id::text, submission_id::text, content_sha256, manifest_sha256, receipt, confirmation,
                              sequence]) FROM transmissions
     UNION SELECT file ->> 'name' FROM transmissions, jsonb_array_elements(files) AS file
     UNION SELECT id::text FROM batches
     UNION SELECT id::text FROM events`,
  );
  return rows.flatMap(({ secret }) => (secret === null || secret === '' ? [] : [secret]));
}

/** All that the caller itself said, what it signed included: to hear that again tells it nothing. */
export function saidIn(path: string, { json, query, form, parts, body }: Call): string {
  const said = JSON.stringify([
    path,
    json,
    query,
    form,
    parts?.map(({ content, fileName }) => [String(content), fileName]),
    body,
  ]);
  const signed = said.match(/[\w-]+\.[\w-]+\.[\w-]+/g) ?? [];
  return [said, ...signed.map((jws) => Buffer.from(jws.split('.')[1]!, 'base64url').toString())].join('\n');
}
