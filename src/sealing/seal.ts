import type { KeyObject } from 'node:crypto';
import { GeneralEncrypt, generalDecrypt } from 'jose';
import nodeJose from 'node-jose';
import { joseKeyOf } from './jose-keys.js';
import { newEphemeralKey } from './key-pair.js';
import { keyFault } from './key-policy.js';
import {
  CONTENT_ALGORITHM,
  KEY_ALGORITHMS,
  readEnvelope,
  CONTENT_SEAL,
  NOTICE_SEAL,
  SealRefused,
  type KeyAlgorithm,
  type NoticeBinding,
  type SealBinding,
  type SealForm,
  type SealedEnvelope,
} from './sealed-envelope.js';

export { SealRefused, type NoticeBinding, type SealBinding, type SealFault } from './sealed-envelope.js';

/** Someone who can open a seal: the holder of a certificate. */
export interface Recipient {
  /** `x5t#S256` of the certificate. */
  thumbprint: string;
  publicKey: KeyObject;
}

/**
 * Seals content to every recipient, once however many they are: a JWE in General JSON serialization (RFC 7516 §7.2.1)
 * as text. Who may receive has been decided by the caller. Throws SealRefused('algorithm') for a key nothing can be
 * sealed to, RangeError for no recipients.
 */
export function sealContent(content: Uint8Array, recipients: Recipient[], binding: SealBinding): Promise<string> {
  return seal(content, recipients, binding, CONTENT_SEAL);
}

/** Seals the text of a notice, in the same way; one cannot stand in for the other. Throws as `sealContent`. */
export function sealNotice(text: string, recipients: Recipient[], binding: NoticeBinding): Promise<string> {
  return seal(Buffer.from(text), recipients, binding, NOTICE_SEAL);
}

async function seal<Binding extends SealBinding>(
  content: Uint8Array,
  recipients: Recipient[],
  binding: Binding,
  { typ, cty, members }: SealForm<Binding>,
): Promise<string> {
  if (recipients.length === 0) throw new RangeError('a seal needs a recipient');
  const distinct = [...new Map(recipients.map((one) => [one.thumbprint, one])).values()];
  if (distinct.some(({ publicKey }) => keyFault(publicKey))) throw new SealRefused('algorithm');
  const careplan = Object.fromEntries(members.map((name) => [name, binding[name]]));
  const header = { enc: CONTENT_ALGORITHM, typ, cty, careplan };
  // node-jose computes key agreement in JavaScript, at 48 a second: one EC recipient and `jose` seals for all.
  const agreement = distinct.some(({ publicKey }) => algorithmOf(publicKey) === KEY_ALGORITHMS.ec);
  return JSON.stringify(await (agreement ? sealWithJose : sealWithNodeJose)(content, distinct, header));
}

function algorithmOf(key: KeyObject): KeyAlgorithm {
  return key.asymmetricKeyType === 'ec' ? KEY_ALGORITHMS.ec : KEY_ALGORITHMS.rsa;
}

async function sealWithNodeJose(content: Uint8Array, recipients: Recipient[], header: object): Promise<object> {
  const keys = await Promise.all(
    recipients.map(async ({ thumbprint, publicKey }) => ({
      key: await joseKeyOf(publicKey),
      reference: false,
      header: { alg: algorithmOf(publicKey), kid: thumbprint },
    })),
  );
  const options = {
    format: 'general' as const,
    contentAlg: CONTENT_ALGORITHM,
    fields: header,
    protect: Object.keys(header),
  };
  // node-jose's typings know neither the recipient form nor that the general result is an object.
  const encryptor = nodeJose.JWE.createEncrypt(options, keys as never);
  return (await encryptor.update(Buffer.from(content)).final()) as unknown as object;
}

async function sealWithJose(content: Uint8Array, recipients: Recipient[], header: object): Promise<object> {
  const encryptor = new GeneralEncrypt(content).setProtectedHeader({ ...header });
  for (const { thumbprint, publicKey } of recipients) {
    const recipient = encryptor.addRecipient(publicKey);
    recipient.setUnprotectedHeader({ alg: algorithmOf(publicKey), kid: thumbprint });
    // The ephemeral key of RFC 7518 §4.6, made by us for the reason told in key-pair.ts.
    if (publicKey.asymmetricKeyType === 'ec') {
      recipient.setKeyManagementParameters({ epk: await newEphemeralKey() });
    }
  }
  return encryptor.encrypt();
}

/**
 * Opens a seal with one recipient's private key. The binding is authenticated: the caller compares it with what it
 * asked for. Throws SealRefused: 'not-a-recipient', 'malformed', 'algorithm', and 'decryption' for everything that
 * fails from the first use of a key on.
 */
export function openContent(jwe: string, recipient: Holder): Promise<Opened<SealBinding>> {
  return open(jwe, recipient, CONTENT_SEAL);
}

/** Opens the text of a notice, in the same way; bytes that are no UTF-8 are refused as 'decryption' is. */
export async function openNotice(jwe: string, recipient: Holder): Promise<{ text: string; binding: NoticeBinding }> {
  const { content, binding } = await open(jwe, recipient, NOTICE_SEAL);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content), binding };
  } catch (cause) {
    throw new SealRefused('decryption', { cause });
  }
}

interface Holder {
  readonly thumbprint: string;
  readonly privateKey: KeyObject;
}

interface Opened<Binding> {
  readonly content: Uint8Array;
  readonly binding: Binding;
}

async function open<Binding extends SealBinding>(
  jwe: string,
  recipient: Holder,
  form: SealForm<Binding>,
): Promise<Opened<Binding>> {
  const { envelope, binding } = readEnvelope(jwe, recipient.thumbprint, form);
  const algorithm = envelope.recipients[0].header.alg;
  if (keyFault(recipient.privateKey) || algorithmOf(recipient.privateKey) !== algorithm) {
    throw new SealRefused('algorithm');
  }
  const decrypt = algorithm === KEY_ALGORITHMS.ec ? openWithJose : openWithNodeJose;
  try {
    return { content: await decrypt(envelope, recipient.privateKey), binding };
  } catch (cause) {
    throw new SealRefused('decryption', { cause });
  }
}

async function openWithNodeJose(envelope: SealedEnvelope, privateKey: KeyObject): Promise<Uint8Array> {
  const algorithms = [KEY_ALGORITHMS.rsa, CONTENT_ALGORITHM];
  const decryptor = nodeJose.JWE.createDecrypt(await joseKeyOf(privateKey), { algorithms });
  // node-jose's typings know the compact text only.
  return (await decryptor.decrypt(envelope as never)).plaintext;
}

async function openWithJose(envelope: SealedEnvelope, privateKey: KeyObject): Promise<Uint8Array> {
  const options = {
    keyManagementAlgorithms: [KEY_ALGORITHMS.ec],
    contentEncryptionAlgorithms: [CONTENT_ALGORITHM],
  };
  return (await generalDecrypt(envelope, privateKey, options)).plaintext;
}
