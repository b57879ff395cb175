import { Hop } from './answers.js';
import { GatewayClient } from './gateway-client.js';

/** As a carrier, tells the sender where a transmission is on its way to the office. Repeating changes nothing. Throws GatewayProblem. */
export async function reportHop(gateway: GatewayClient, transmission: string, hop: Hop): Promise<void> {
  await gateway.tell(`/v1/transmissions/${encodeURIComponent(transmission)}/hops`, { hop });
}
