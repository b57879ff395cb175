import { asObject, decodeBase64url, parseJsonObject } from './base64url.js';

export type SealFault = 'not-a-recipient' | 'malformed' | 'algorithm' | 'decryption';

/** A seal that cannot be made or opened. One code for every failure of the cryptography, whatever step it was. */
export class SealRefused extends Error {
  constructor(
    readonly code: SealFault,
    options?: ErrorOptions,
  ) {
    super(`seal refused: ${code}`, options);
    this.name = 'SealRefused';
  }
}

/** What a seal belongs to. Authenticated with the content, so that one ciphertext cannot stand in for another. */
export interface SealBinding {
  transmission: string;
  /** Office numbers. */
  sender: string;
  destination: string;
}

/** What is sealed about a transmission beside its content belongs to one notice as well. */
export interface NoticeBinding extends SealBinding {
  notice: string;
}

/** How a kind of seal presents itself: its header, and what it is bound to. */
export interface SealForm<Binding extends SealBinding> {
  readonly typ: string;
  readonly cty: string;
  readonly members: readonly (keyof Binding & string)[];
}

/** The files of a transmission: a content package. */
export const CONTENT_SEAL: SealForm<SealBinding> = {
  typ: 'careplan-sealed+jwe',
  cty: 'application/zip',
  members: ['transmission', 'sender', 'destination'],
};

/** The text of a notice. */
export const NOTICE_SEAL: SealForm<NoticeBinding> = {
  typ: 'careplan-notice+jwe',
  cty: 'text/plain',
  members: ['transmission', 'sender', 'destination', 'notice'],
};

export const CONTENT_ALGORITHM = 'A256GCM';
export const KEY_ALGORITHMS = { rsa: 'RSA-OAEP-256', ec: 'ECDH-ES+A256KW' } as const;
export type KeyAlgorithm = (typeof KEY_ALGORITHMS)[keyof typeof KEY_ALGORITHMS];

/** One recipient's own copy of the content key. */
interface RecipientPart {
  header: { alg: KeyAlgorithm; kid: string; epk?: { kty: 'EC'; crv: 'P-256'; x: string; y: string } };
  encrypted_key: string;
}

/** A JWE in General JSON serialization (RFC 7516 §7.2.1), cut down to the one recipient who opens it. */
export interface SealedEnvelope {
  protected: string;
  recipients: [RecipientPart];
  iv: string;
  ciphertext: string;
  tag: string;
}

const PROTECTED_MEMBERS = new Set(['enc', 'typ', 'cty', 'careplan', 'epk']);
const IV_BYTES = 12;
/** A shorter tag would be easier to forge, and decoders take one as it comes. */
const TAG_BYTES = 16;
const P256_BYTES = 32;

/**
 * Reads a seal's text as far as the given recipient is concerned: form, algorithms, binding; nothing is decrypted.
 * Strict, so that what decrypts was spelled exactly as it was sealed. Throws SealRefused.
 */
export function readEnvelope<Binding extends SealBinding>(
  jwe: string,
  thumbprint: string,
  { typ, cty, members }: SealForm<Binding>,
): { envelope: SealedEnvelope; binding: Binding } {
  const seal = parseSeal(jwe);
  const protectedText = base64urlText(seal['protected']);
  const header = parseJsonObject(Buffer.from(protectedText, 'base64url'));
  if (!header || Object.keys(header).some((member) => !PROTECTED_MEMBERS.has(member)))
    throw new SealRefused('malformed');
  if (header['enc'] !== CONTENT_ALGORITHM) throw new SealRefused('algorithm');
  if (header['typ'] !== typ || header['cty'] !== cty) throw new SealRefused('malformed');
  const envelope: SealedEnvelope = {
    protected: protectedText,
    recipients: [recipientPart(seal['recipients'], thumbprint, header['epk'])],
    iv: base64urlText(seal['iv'], IV_BYTES),
    ciphertext: base64urlText(seal['ciphertext']),
    tag: base64urlText(seal['tag'], TAG_BYTES),
  };
  return { envelope, binding: readBinding(header['careplan'], members) };
}

function parseSeal(jwe: string): Record<string, unknown> {
  const seal = parseJsonObject(Buffer.from(jwe));
  if (!seal) throw new SealRefused('malformed');
  return exactly(seal, ['protected', 'recipients', 'iv', 'ciphertext', 'tag']);
}

/** The object itself when it has these members and no other. */
function exactly(value: unknown, members: string[]): Record<string, unknown> {
  const object = asObject(value);
  if (
    !object ||
    Object.keys(object).length !== members.length ||
    !members.every((name) => Object.hasOwn(object, name))
  ) {
    throw new SealRefused('malformed');
  }
  return object;
}

function base64urlText(value: unknown, bytes?: number): string {
  const decoded = typeof value === 'string' ? decodeBase64url(value) : null;
  if (typeof value !== 'string' || !decoded || (bytes !== undefined && decoded.length !== bytes)) {
    throw new SealRefused('malformed');
  }
  return value;
}

/** With a single recipient some writers protect the ephemeral key instead of naming it beside the recipient. */
function recipientPart(recipients: unknown, thumbprint: string, protectedEpk: unknown): RecipientPart {
  if (!Array.isArray(recipients)) throw new SealRefused('malformed');
  const own: unknown = recipients.find((one) => asObject(asObject(one)?.['header'])?.['kid'] === thumbprint);
  if (!own) throw new SealRefused('not-a-recipient');
  const part = exactly(own, ['header', 'encrypted_key']);
  const encryptedKey = base64urlText(part['encrypted_key']);
  const header = asObject(part['header']);
  if (header?.['alg'] === KEY_ALGORITHMS.rsa) {
    exactly(header, ['alg', 'kid']);
    return { header: { alg: KEY_ALGORITHMS.rsa, kid: thumbprint }, encrypted_key: encryptedKey };
  }
  if (header?.['alg'] !== KEY_ALGORITHMS.ec) throw new SealRefused('algorithm');
  exactly(header, protectedEpk === undefined ? ['alg', 'kid', 'epk'] : ['alg', 'kid']);
  const epk = ephemeralKey(protectedEpk ?? header['epk']);
  return {
    header: { alg: KEY_ALGORITHMS.ec, kid: thumbprint, ...(protectedEpk === undefined ? { epk } : {}) },
    encrypted_key: encryptedKey,
  };
}

function ephemeralKey(value: unknown): { kty: 'EC'; crv: 'P-256'; x: string; y: string } {
  const { kty, crv, x, y } = exactly(value, ['kty', 'crv', 'x', 'y']);
  if (kty !== 'EC' || crv !== 'P-256') throw new SealRefused('algorithm');
  return { kty, crv, x: base64urlText(x, P256_BYTES), y: base64urlText(y, P256_BYTES) };
}

function readBinding<Binding extends SealBinding>(
  value: unknown,
  members: readonly (keyof Binding & string)[],
): Binding {
  const binding = exactly(value, [...members]);
  if (!members.every((name) => typeof binding[name] === 'string')) throw new SealRefused('malformed');
  return binding as unknown as Binding;
}
