/**
 * One fact in the history of a submission or transmission. Tracking, notification, progress and evidence all read
 * these. `data` holds no content of a file and no person.
 */
export type EventKind =
  | 'submission-staged'
  | 'submission-rejected'
  | 'transmission-available'
  | 'transmission-collected'
  | 'transmission-confirmed';

export interface NewEvent {
  readonly kind: EventKind;
  readonly at: Date;
  /** The client that caused it; null when the gateway itself did. */
  readonly clientId: string | null;
  readonly submissionId: string | null;
  readonly transmissionId: string | null;
  readonly sender: string;
  readonly destination: string | null;
  readonly data?: Readonly<Record<string, unknown>>;
}

export interface StoredEvent extends NewEvent {
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
}
