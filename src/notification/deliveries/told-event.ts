import { StoredEvent } from '../../events/event.js';

/** What anybody may be told of an event: what happened, when, and the ids by which to ask for the rest. */
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
