import { randomUUID } from 'node:crypto';
import { ImportResult, RefusedCell } from '../sealing/import-result.js';
import { signStatement } from '../sealing/statement.js';
import { Transmission } from './answers.js';
import { Collected } from './collect.js';
import { GatewayClient } from './gateway-client.js';

/**
 * 取込結果: states, signed, that the destination's software has imported the files, or which cells it could not. To be called
 * after the confirmation; a failure may be told again until the import has succeeded. Throws GatewayProblem,
 * GatewayUnreachable.
 * @param cells none when imported; where and why, never a value
 */
export async function tellImport(
  gateway: GatewayClient,
  {
    transmission,
    contentSha256,
  }: Pick<Collected, 'contentSha256'> & { transmission: Pick<Transmission, 'id' | 'destination'> },
  kind: ImportResult['kind'],
  cells: readonly RefusedCell[] = [],
): Promise<Transmission> {
  const result: ImportResult = {
    jti: randomUUID(),
    iat: Math.floor(gateway.clock().getTime() / 1000),
    aud: gateway.identity.gatewayUrl,
    kind,
    transmission: transmission.id,
    client: gateway.identity.clientId,
    office: transmission.destination,
    contentSha256,
    cells: [...cells],
  };
  const statement = await signStatement('careplan-import-result+jws', result, gateway.signer);
  const path = `/v1/transmissions/${encodeURIComponent(transmission.id)}/import-result`;
  return gateway.post<Transmission>(path, { json: { statement } }, true);
}
