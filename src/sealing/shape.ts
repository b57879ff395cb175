import { asObject } from './base64url.js';
import { StatementRefused } from './statement.js';

/** Reads one value strictly: the value itself when it fits, StatementRefused('shape', pointer) when it does not. */
export type Shape<T> = (value: unknown, pointer: string) => T;

function misfit(pointer: string): StatementRefused {
  return new StatementRefused('shape', pointer);
}

export function text(form: RegExp): Shape<string> {
  return (value, pointer) => {
    if (typeof value !== 'string' || !form.test(value)) throw misfit(pointer);
    return value;
  };
}

export function oneOf<T extends string>(...allowed: T[]): Shape<T> {
  return (value, pointer) => {
    const found = allowed.find((one) => one === value);
    if (found === undefined) throw misfit(pointer);
    return found;
  };
}

/** A whole number from 0 that a double holds exactly. */
export const count: Shape<number> = (value, pointer) => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw misfit(pointer);
  return value;
};

export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return (value, pointer) => (value === null ? null : shape(value, pointer));
}

/** A list whose members differ from one another in what `key` says of them. */
export function list<T>(shape: Shape<T>, size: { min: number; max: number }, key: (item: T) => string): Shape<T[]> {
  return (value, pointer) => {
    if (!Array.isArray(value) || value.length < size.min || value.length > size.max) throw misfit(pointer);
    const items = value.map((item: unknown, index) => shape(item, `${pointer}/${index}`));
    const seen = new Set<string>();
    items.forEach((item, index) => {
      if (seen.has(key(item))) throw misfit(`${pointer}/${index}`);
      seen.add(key(item));
    });
    return items;
  };
}

/**
 * An object with exactly these members, those that are optional left out or there: a signed member that nobody reads would
 * be signed for nothing.
 */
export function record<T extends object>(
  members: { [K in keyof T]-?: Shape<Exclude<T[K], undefined>> },
  optional: readonly (keyof T & string)[] = [],
): Shape<T> {
  const known = new Set(Object.keys(members));
  return (value, pointer) => {
    const object = asObject(value);
    if (!object) throw misfit(pointer);
    const stranger = Object.keys(object).find((name) => !known.has(name));
    if (stranger !== undefined) throw misfit(`${pointer}/${escapePointer(stranger)}`);
    const entries = Object.entries<Shape<unknown>>(members).flatMap(([name, shape]) => {
      if (!Object.hasOwn(object, name)) {
        if ((optional as readonly string[]).includes(name)) return [];
        throw misfit(`${pointer}/${name}`);
      }
      return [[name, shape(object[name], `${pointer}/${name}`)]];
    });
    return Object.fromEntries(entries) as T;
  };
}

/** RFC 6901 §3; a stranger's member name is cut short, so that no error text carries a message's content. */
function escapePointer(name: string): string {
  return /^[A-Za-z0-9_-]{1,40}$/.test(name) ? name : '?';
}

/** Ids: UUIDs and what reads like them. */
export const id = text(/^[A-Za-z0-9._:~-]{1,128}$/);
/** At least as unguessable as it is long: `jti` (RFC 7519 §4.1.7) decides replays. */
export const jti = text(/^[A-Za-z0-9._:~-]{8,128}$/);
export const officeNumber = text(/^[0-9A-Z]{10}$/);
/** SHA-256 as base64url; the last character carries two unused bits, which are zero. */
export const sha256Text = text(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/);
export const url = text(/^https?:\/\/[\x21-\x7e]{1,2000}$/);
export const word = text(/^[A-Za-z0-9._-]{1,64}$/);
