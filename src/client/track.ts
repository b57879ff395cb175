import { Transmission, TransmissionEvent } from './answers.js';
import { verifyConfirmation, verifyReceipt } from './evidence.js';
import { GatewayClient } from './gateway-client.js';

export interface Tracked {
  readonly transmission: Transmission;
  /** Oldest first; null for the destination, since the history is the sender's. */
  readonly events: readonly TransmissionEvent[] | null;
  /** When the destination signed that it opened this content; verified. Null as long as it has not. */
  readonly confirmedAt: Date | null;
}

/**
 * 送達確認: where a transmission is, and how it got there. The destination's confirmation is not taken on the gateway's
 * word: its signature is verified. Throws GatewayProblem, GatewayUnreachable, EvidenceRefused.
 */
export async function track(gateway: GatewayClient, id: string): Promise<Tracked> {
  const path = `/v1/transmissions/${encodeURIComponent(id)}`;
  const transmission = await gateway.get<Transmission>(path);
  const isSender = transmission.sender === gateway.identity.officeNumber;
  const [events, confirmedAt] = await Promise.all([
    isSender ? gateway.get<{ events: TransmissionEvent[] }>(`${path}/events`) : null,
    confirmationTime(gateway, transmission),
  ]);
  return { transmission, events: events?.events ?? null, confirmedAt };
}

async function confirmationTime(gateway: GatewayClient, transmission: Transmission): Promise<Date | null> {
  if (transmission.confirmation === null) return null;
  const { id, sender, destination } = transmission;
  const { gatewayUrl } = gateway.identity;
  const receipt = await verifyReceipt(gateway.trust, transmission.receipt, {
    gatewayUrl,
    transmission: id,
    sender,
    destination,
  });
  const { content } = await verifyConfirmation(gateway.trust, transmission.confirmation, receipt);
  return new Date(content.iat * 1000);
}
