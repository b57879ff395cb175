import { randomUUID } from 'node:crypto';
import { Confirmation } from '../sealing/receipt.js';
import { signStatement } from '../sealing/statement.js';
import { Outcome, Transmission } from './answers.js';
import { Collected } from './collect.js';
import { GatewayClient } from './gateway-client.js';

/** Each carries the certificates of its signer: some kilobytes. */
const CONFIRMATIONS_A_CALL = 100;

/** What a confirmation says of what was opened. */
export interface Confirmable extends Pick<Collected, 'contentSha256'> {
  readonly transmission: Pick<Transmission, 'id' | 'destination'>;
}

/**
 * 受領確認: states, signed, that the destination, or this carrier for it, opened exactly this content. To be called once
 * the files are safely stored. Repeating it changes nothing. Throws GatewayProblem, GatewayUnreachable.
 */
export async function confirm(gateway: GatewayClient, content: Confirmable): Promise<Transmission> {
  const { id } = content.transmission;
  const path = `/v1/transmissions/${encodeURIComponent(id)}/confirmation`;
  return gateway.post<Transmission>(path, { json: { statement: await sign(gateway, content) } }, true);
}

/**
 * Confirms many in a few calls, each with a statement of its own: one outcome each, in the order given. Repeating it changes
 * nothing. Throws GatewayProblem, GatewayUnreachable.
 */
export async function confirmMany(gateway: GatewayClient, contents: readonly Confirmable[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let at = 0; at < contents.length; at += CONFIRMATIONS_A_CALL) {
    const confirmations: { transmission: string; statement: string }[] = [];
    for (const content of contents.slice(at, at + CONFIRMATIONS_A_CALL)) {
      confirmations.push({ transmission: content.transmission.id, statement: await sign(gateway, content) });
    }
    const answer = await gateway.post<{ outcomes: Outcome[] }>('/v1/confirmations', { json: { confirmations } }, true);
    outcomes.push(...answer.outcomes);
  }
  return outcomes;
}

function sign(gateway: GatewayClient, { transmission, contentSha256 }: Confirmable): Promise<string> {
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
  return signStatement('careplan-confirmation+jws', confirmation, gateway.signer);
}
