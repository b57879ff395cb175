import { EventKind } from './event.js';

/**
 * Who may know of an event beside those who audit all of them: the office that sent, or the one that it was sent to (each
 * with the carriers that see the transmission); the office, or the client, that it is about.
 */
export type Audience = 'sender' | 'destination' | 'office' | 'subject';

const sender = ['sender'] as const;
const both = ['sender', 'destination'] as const;
const subject = ['subject'] as const;
const mandate = ['office', 'subject'] as const;

/** Every kind of event has its audience here, if only nobody: what is not named is told to no one. */
const audiences: Readonly<Record<EventKind, readonly Audience[]>> = {
  'submission-staged': sender,
  'submission-rejected': sender,
  'batch-staged': sender,
  'batch-finished': sender,
  'batch-cancelled': sender,
  'transmission-held': sender,
  'transmission-released': sender,
  'transmission-discarded': sender,
  'transmission-available': both,
  'transmission-collected': both,
  'transmission-confirmed': both,
  'transmission-hop': both,
  'transmission-recalled': both,
  'transmission-imported': both,
  'transmission-import-failed': both,
  'transmission-expiring': both,
  'transmission-extended': both,
  'transmission-expired': both,
  'content-deleted': both,
  'notice-given': both,
  'notice-closed': both,
  'client-registered': [],
  'client-suspended': subject,
  'client-reinstated': subject,
  'enrolment-code-issued': [],
  'enrolment-codes-withdrawn': [],
  'certificate-issued': subject,
  'certificate-registered': subject,
  'certificate-expiring': subject,
  'certificate-revoked': subject,
  'offices-imported': [],
  'capability-stated': ['office'],
  'mandate-proposed': mandate,
  'mandate-accepted': mandate,
  'mandate-declined': mandate,
  'mandate-suspended': mandate,
  'mandate-resumed': mandate,
  'mandate-revoked': mandate,
  'mandate-expired': mandate,
  'subscription-created': subject,
  'subscription-changed': subject,
  'subscription-disabled': subject,
  'subscription-ended': subject,
  // Told to the subscription that is tested, and to it alone.
  'subscription-tested': [],
};

const kinds = Object.keys(audiences) as EventKind[];

/** The kinds that this part of their audience is told of. */
export function kindsToldTo(audience: Audience): EventKind[] {
  return kinds.filter((kind) => audiences[kind].includes(audience));
}

/** The kinds that somebody is told of. */
export const toldKinds = kinds.filter((kind) => audiences[kind].length > 0);
