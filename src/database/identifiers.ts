import { v7, validate, version } from 'uuid';

/**
 * A new id: UUIDv7 (RFC 9562 section 5.7), made by us and not by the database, so that an id can be signed and sealed
 * before its row exists. Ordered by time, which keeps indexes dense and lets tables be partitioned by id.
 */
export function newId(): string {
  return v7();
}

/** Whether a text is an id of ours. Everything else is answered like an id that does not exist. */
export function isId(text: string): boolean {
  return validate(text) && version(text) === 7;
}
