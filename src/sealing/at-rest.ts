import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  randomBytes,
  type KeyObject,
} from 'node:crypto';

/** Staged content that cannot be opened: damaged, under another content key, or not what it is taken for. */
export class AtRestRefused extends Error {
  constructor(
    readonly code: 'malformed' | 'key' | 'decryption',
    options?: ErrorOptions,
  ) {
    super(`content at rest refused: ${code}`, options);
    this.name = 'AtRestRefused';
  }
}

/*
 * version 1 | key id 8 | wrapped data key 40 | iv 12 | tag 16 | ciphertext        (lengths in bytes)
 *
 * Each blob has a data key of its own, wrapped by the content key (AES key wrap, RFC 3394): no content key ever meets
 * two nonces, and rotating it means rewrapping 40 bytes. Version, key id and wrapped key are authenticated with the
 * content, together with what the caller says the content is.
 */
const VERSION = 1;
const KEY_ID = { start: 1, end: 9 };
const WRAPPED_KEY = { start: 9, end: 49 };
const IV = { start: 49, end: 61 };
const TAG = { start: 61, end: 77 };
const CONTENT_KEY_BYTES = 32;
/** RFC 3394 §2.2.3.1. */
const KEY_WRAP_IV = Buffer.alloc(8, 0xa6);

/**
 * Encrypts with AES-256-GCM for storage. `contentKey` is a secret key of 256 bits; `aad` says what this is (an id),
 * and must be said again to decrypt. Throws RangeError for a key of another size.
 */
export function encryptAtRest(plaintext: Uint8Array, contentKey: KeyObject, aad: string): Uint8Array {
  const dataKey = randomBytes(CONTENT_KEY_BYTES);
  const wrap = createCipheriv('id-aes256-wrap', checked(contentKey), KEY_WRAP_IV);
  const header = Buffer.concat([Buffer.of(VERSION), keyIdBytes(contentKey), wrap.update(dataKey), wrap.final()]);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', dataKey, iv);
  cipher.setAAD(Buffer.concat([header, Buffer.from(aad)]));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([header, iv, cipher.getAuthTag(), ciphertext]);
}

/** Decrypts what `encryptAtRest` made with the same key and `aad`. Throws AtRestRefused. */
export function decryptAtRest(blob: Uint8Array, contentKey: KeyObject, aad: string): Uint8Array {
  if (atRestKeyId(blob) !== contentKeyId(contentKey)) throw new AtRestRefused('key');
  const bytes = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength);
  const part = ({ start, end }: { start: number; end: number }) => bytes.subarray(start, end);
  try {
    const unwrap = createDecipheriv('id-aes256-wrap', checked(contentKey), KEY_WRAP_IV);
    const dataKey = createSecretKey(Buffer.concat([unwrap.update(part(WRAPPED_KEY)), unwrap.final()]));
    const decipher = createDecipheriv('aes-256-gcm', dataKey, part(IV), { authTagLength: 16 });
    decipher.setAAD(Buffer.concat([bytes.subarray(0, WRAPPED_KEY.end), Buffer.from(aad)]));
    decipher.setAuthTag(part(TAG));
    return Buffer.concat([decipher.update(bytes.subarray(TAG.end)), decipher.final()]);
  } catch (cause) {
    throw new AtRestRefused('decryption', { cause });
  }
}

/** Names a content key without revealing anything of it: 16 hex digits, for choosing among keys after a rotation. */
export function contentKeyId(contentKey: KeyObject): string {
  return keyIdBytes(contentKey).toString('hex');
}

/** Which content key a blob needs. Throws AtRestRefused('malformed') for what is no blob of ours. */
export function atRestKeyId(blob: Uint8Array): string {
  if (blob.length < TAG.end || blob[0] !== VERSION) throw new AtRestRefused('malformed');
  return Buffer.from(blob.subarray(KEY_ID.start, KEY_ID.end)).toString('hex');
}

function keyIdBytes(contentKey: KeyObject): Buffer {
  return createHmac('sha256', checked(contentKey)).update('careplan content key id').digest().subarray(0, 8);
}

function checked(contentKey: KeyObject): KeyObject {
  if (contentKey.type !== 'secret' || contentKey.symmetricKeySize !== CONTENT_KEY_BYTES) {
    throw new RangeError('the content key must be a secret key of 256 bits');
  }
  return contentKey;
}
