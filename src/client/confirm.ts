import { randomUUID } from 'node:crypto';
import { Confirmation } from '../sealing/receipt.js';
import { signStatement } from '../sealing/statement.js';
import { Transmission } from './answers.js';
import { Collected } from './collect.js';
import { GatewayClient } from './gateway-client.js';

/**
 * 受領確認: states, signed, that the destination, or this carrier for it, opened exactly this content. To be called once
 * the files are safely stored. Repeating it changes nothing. Throws GatewayProblem, GatewayUnreachable.
 */
export async function confirm(
  gateway: GatewayClient,
  {
    transmission,
    contentSha256,
  }: Pick<Collected, 'contentSha256'> & { transmission: Pick<Transmission, 'id' | 'destination'> },
): Promise<Transmission> {
  const confirmation: Confirmation = {
    jti: randomUUID(),
    iat: Math.floor(gateway.clock().getTime() / 1000),
    aud: gateway.identity.gatewayUrl,
    kind: 'confirmed',
    transmission: transmission.id,
    client: gateway.identity.clientId,
    office: transmission.destination,
    contentSha256,
  };
  const statement = await signStatement('careplan-confirmation+jws', confirmation, gateway.signer);
  const path = `/v1/transmissions/${encodeURIComponent(transmission.id)}/confirmation`;
  return gateway.post<Transmission>(path, { json: { statement } }, true);
}
