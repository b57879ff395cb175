import { KeysetPart, readKeyset, textPart, writeKeyset } from '../../http/keyset-cursor.js';

/** A bigint that is none below zero; the cursor says that it is one of events. */
const positionPart: KeysetPart<string> = (text) =>
  /^(0|[1-9]\d{0,18})$/.test(text) && BigInt(text) <= 9_223_372_036_854_775_807n ? text : null;

/** Opaque to callers: the position after which to go on. */
export function writePosition(position: string): string {
  return writeKeyset(['events', position]);
}

/** @throws Problem request-invalid when the text is no cursor of events; '0', the beginning, without one */
export function readPosition(text: string | undefined): string {
  return readKeyset<readonly [string, string]>(text, [textPart(/^events$/), positionPart], 'after')?.[1] ?? '0';
}
