import { EventKind } from '../../events/event.js';

/** On its way; taken by the receiver; given up; not to be told any more. */
export const deliveryStates = ['pending', 'delivered', 'failed', 'cancelled'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** One event on its way to one subscription, known by the event's id. */
export interface Delivery {
  readonly event: string;
  readonly kind: EventKind;
  readonly at: Date;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly dueAt: Date;
  readonly endedAt: Date | null;
  /** Decimal text of a bigint: the order of a subscription's deliveries. */
  readonly position: string;
}

export interface DeliveryAttempt {
  readonly number: number;
  readonly at: Date;
  readonly milliseconds: number;
  readonly outcome: string;
  readonly status: number | null;
}
