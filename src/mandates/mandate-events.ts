import { EventToAppend, RegistryEventKind } from '../events/event.js';
import { Mandate } from './mandate.js';
import { MandateParty } from './mandate-party.js';

type MandateEventKind = Extract<RegistryEventKind, `mandate-${string}`>;

/** The fact that a mandate changed, by whose act; both sides will be told. */
export function mandateEvent(
  kind: MandateEventKind,
  mandate: Mandate,
  by: MandateParty | null,
  at: Date,
  data: Record<string, unknown> = {},
): EventToAppend {
  return {
    kind,
    at,
    clientId: by?.clientId ?? null,
    subjectClientId: mandate.carrierId,
    officeNumber: mandate.officeNumber,
    data: { mandate: mandate.id, scopes: mandate.scopes, by: by?.side ?? 'gateway', ...data },
  };
}
