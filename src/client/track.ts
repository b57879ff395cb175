import { ImportResult } from '../sealing/import-result.js';
import { Confirmation } from '../sealing/receipt.js';
import { Transmission, TransmissionEvent } from './answers.js';
import {
  SignedBy,
  SignedFor,
  verifyConfirmation,
  verifyEndReceipt,
  verifyImportResult,
  verifyReceipt,
} from './evidence.js';
import { GatewayClient } from './gateway-client.js';

export interface Tracked {
  readonly transmission: Transmission;
  /** Oldest first; null on the destination's side, since the history is the sender's. */
  readonly events: readonly TransmissionEvent[] | null;
  /** When the destination signed that it opened this content; verified. Null as long as it has not. */
  readonly confirmedAt: Date | null;
  /** Who signed that, and for which office. */
  readonly confirmedBy: SignedBy | null;
  /** Who signed what became of its import; verified. Null as long as nobody has. */
  readonly importToldBy: SignedBy | null;
}

/**
 * 送達確認: where a transmission is, and how it got there. The destination's confirmation is not taken on the gateway's
 * word: its signature is verified. Throws GatewayProblem, GatewayUnreachable, EvidenceRefused.
 */
export async function track(gateway: GatewayClient, id: string): Promise<Tracked> {
  const path = `/v1/transmissions/${encodeURIComponent(id)}`;
  const transmission = await gateway.get<Transmission>(path);
  const [events, statements] = await Promise.all([
    isSender(gateway, transmission) ? gateway.get<{ events: TransmissionEvent[] }>(`${path}/events`) : null,
    statementsAbout(gateway, transmission),
  ]);
  const { confirmation, importResult } = statements;
  return {
    transmission,
    events: events?.events ?? null,
    confirmedAt: confirmation && new Date(confirmation.content.iat * 1000),
    confirmedBy: confirmation && confirmation.signedBy,
    importToldBy: importResult && importResult.signedBy,
  };
}

/** An office sees what was sent from it, whoever carried it; a carrier what it sent itself. */
function isSender({ identity }: GatewayClient, { sender, client, byCarrier }: Transmission): boolean {
  return identity.officeNumber === null ? byCarrier && client === identity.clientId : sender === identity.officeNumber;
}

/** What both sides and the gateway have signed about it. Throws EvidenceRefused. */
async function statementsAbout(
  { trust, identity }: GatewayClient,
  { id, sender, destination, state, receipt: jws, endReceipt, confirmation, importResult }: Transmission,
): Promise<{ confirmation: SignedFor<Confirmation> | null; importResult: SignedFor<ImportResult> | null }> {
  const about = { gatewayUrl: identity.gatewayUrl, transmission: id, sender, destination };
  if (state === 'recalled' || state === 'expired') await verifyEndReceipt(trust, endReceipt, { ...about, kind: state });
  if (confirmation === null) return { confirmation: null, importResult: null };
  const receipt = await verifyReceipt(trust, jws, about);
  return {
    confirmation: await verifyConfirmation(trust, confirmation, receipt),
    importResult: importResult === null ? null : await verifyImportResult(trust, importResult, receipt),
  };
}
