import { randomInt } from 'node:crypto';
import { codeDigest } from '../sealing/registration.js';

/** Without 0/O, 1/I/L: codes are read over the telephone. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const groups = 5;
const groupLength = 5;

/** A fresh code such as `7KQ2M-…`: 25 characters of 31, about 123 bits, so its hash needs no salt and no stretching. */
export function newCode(): string {
  return Array.from({ length: groups }, () =>
    Array.from({ length: groupLength }, () => alphabet[randomInt(alphabet.length)]).join(''),
  ).join('-');
}

/** The hash under which a code is kept. */
export const hashOfCode = codeDigest;
