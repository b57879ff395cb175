import { Confirmation } from '../sealing/receipt.js';
import { Transmission, TransmissionEvent } from './answers.js';
import { SignedBy, SignedFor, verifyConfirmation, verifyReceipt } from './evidence.js';
import { GatewayClient } from './gateway-client.js';

export interface Tracked {
  readonly transmission: Transmission;
  /** Oldest first; null on the destination's side, since the history is the sender's. */
  readonly events: readonly TransmissionEvent[] | null;
  /** When the destination signed that it opened this content; verified. Null as long as it has not. */
  readonly confirmedAt: Date | null;
  /** Who signed that, and for which office. */
  readonly confirmedBy: SignedBy | null;
}

/**
 * 送達確認: where a transmission is, and how it got there. The destination's confirmation is not taken on the gateway's
 * word: its signature is verified. Throws GatewayProblem, GatewayUnreachable, EvidenceRefused.
 */
export async function track(gateway: GatewayClient, id: string): Promise<Tracked> {
  const path = `/v1/transmissions/${encodeURIComponent(id)}`;
  const transmission = await gateway.get<Transmission>(path);
  const [events, confirmation] = await Promise.all([
    isSender(gateway, transmission) ? gateway.get<{ events: TransmissionEvent[] }>(`${path}/events`) : null,
    confirmationOf(gateway, transmission),
  ]);
  return {
    transmission,
    events: events?.events ?? null,
    confirmedAt: confirmation && new Date(confirmation.content.iat * 1000),
    confirmedBy: confirmation && confirmation.signedBy,
  };
}

/** An office sees what was sent from it, whoever carried it; a carrier what it sent itself. */
function isSender({ identity }: GatewayClient, { sender, client, byCarrier }: Transmission): boolean {
  return identity.officeNumber === null ? byCarrier && client === identity.clientId : sender === identity.officeNumber;
}

async function confirmationOf(
  gateway: GatewayClient,
  transmission: Transmission,
): Promise<SignedFor<Confirmation> | null> {
  if (transmission.confirmation === null) return null;
  const { id, sender, destination } = transmission;
  const { gatewayUrl } = gateway.identity;
  const receipt = await verifyReceipt(gateway.trust, transmission.receipt, {
    gatewayUrl,
    transmission: id,
    sender,
    destination,
  });
  return verifyConfirmation(gateway.trust, transmission.confirmation, receipt);
}
