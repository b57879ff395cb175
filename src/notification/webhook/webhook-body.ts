import { StoredEvent } from '../../events/event.js';

/** What a webhook may tell: what happened, when, and the ids by which to ask for the rest. Nothing of any content. */
export interface ToldEvent extends Pick<StoredEvent, 'id' | 'kind' | 'at'> {
  /** The subscriber's own offices that it is about. */
  readonly offices: readonly string[];
  readonly transmission: string | null;
  readonly submission: string | null;
  readonly notice: string | null;
  readonly mandate: string | null;
  readonly certificate: string | null;
  readonly subscription: string | null;
}

/** The body of a webhook (Standard Webhooks 1.0, thin): its receiver asks for the rest, and is recorded then. */
export function webhookBody(event: ToldEvent): string {
  const { kind, at, id, offices, transmission, submission, notice, mandate, certificate, subscription } = event;
  const related = { transmission, submission, notice, mandate, certificate, subscription };
  const known = Object.fromEntries(Object.entries(related).filter(([, value]) => value !== null));
  return JSON.stringify({ type: kind, timestamp: at.toISOString(), data: { id, offices, ...known } });
}
