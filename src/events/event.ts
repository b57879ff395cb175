/**
 * One fact: in the history of a submission or transmission, or about a client, a certificate, a mandate, an office.
 * Tracking, notification, progress and evidence all read these. `data` holds no content of a file and no person.
 */
export type EventKind = ExchangeEventKind | RegistryEventKind;

type ExchangeEventKind =
  | 'submission-staged'
  | 'submission-rejected'
  | 'transmission-available'
  | 'transmission-collected'
  | 'transmission-confirmed'
  | 'transmission-hop'
  | 'transmission-held'
  | 'transmission-released'
  | 'transmission-discarded'
  | 'transmission-recalled'
  | 'transmission-imported'
  | 'transmission-import-failed'
  | 'transmission-expiring'
  | 'transmission-extended'
  | 'transmission-expired'
  | 'content-deleted'
  | 'batch-staged'
  | 'batch-finished'
  | 'batch-cancelled'
  | 'notice-given'
  | 'notice-closed';

/** What is kept of everything that decides who may do what: operators are audited by these. */
export type RegistryEventKind =
  | 'client-registered'
  | 'client-suspended'
  | 'client-reinstated'
  | 'enrolment-code-issued'
  | 'enrolment-codes-withdrawn'
  | 'certificate-issued'
  | 'certificate-registered'
  | 'certificate-expiring'
  | 'certificate-revoked'
  | 'offices-imported'
  | 'capability-stated'
  | 'mandate-proposed'
  | 'mandate-accepted'
  | 'mandate-declined'
  | 'mandate-suspended'
  | 'mandate-resumed'
  | 'mandate-revoked'
  | 'mandate-expired'
  | 'subscription-created'
  | 'subscription-changed'
  | 'subscription-disabled'
  | 'subscription-ended'
  | 'subscription-tested';

export interface NewEvent {
  readonly kind: EventKind;
  readonly at: Date;
  /** The client that caused it; null when the gateway itself did. */
  readonly clientId: string | null;
  readonly submissionId: string | null;
  readonly transmissionId: string | null;
  readonly sender: string | null;
  readonly destination: string | null;
  /** The client it is about: holder of a certificate, carrier of a mandate. */
  readonly subjectClientId: string | null;
  /** The office it is about, where it is no transmission. */
  readonly officeNumber: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What must be said of an event; what is left out is null, or for `data` nothing. */
export type EventToAppend = Pick<NewEvent, 'kind' | 'at' | 'clientId'> &
  Partial<NewEvent> & { /** One of newId(), where it must be known before. */ readonly id?: string };

export interface StoredEvent extends NewEvent {
  readonly id: string;
}
