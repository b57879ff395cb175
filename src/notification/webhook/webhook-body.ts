import { ToldEvent } from '../deliveries/told-event.js';

/** The body of a webhook (Standard Webhooks 1.0, thin): its receiver asks for the rest, and is recorded then. */
export function webhookBody(event: ToldEvent): string {
  const { kind, at, id, offices, transmission, submission, notice, mandate, certificate, subscription } = event;
  const related = { transmission, submission, notice, mandate, certificate, subscription };
  const known = Object.fromEntries(Object.entries(related).filter(([, value]) => value !== null));
  return JSON.stringify({ type: kind, timestamp: at.toISOString(), data: { id, offices, ...known } });
}
