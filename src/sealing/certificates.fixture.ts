import { type KeyObject } from 'node:crypto';
import { newKeyPairSync } from './key-pair.js';
import { createIssuingAuthority, createRootAuthority, issueCertificate, type Authority } from './authority.js';
import type { Certificate } from './certificate.js';

/** The moment at which all examples of these specifications happen. */
export const NOW = new Date('2026-11-02T03:04:05Z');

export const CLIENT_ID = '0b8e5f1e-52f3-4c6a-9d0e-6f1f5f6f7a01';
export const OFFICE = '1370000001';

/** Someone with a key and a certificate. */
export interface Holder {
  privateKey: KeyObject;
  publicKey: KeyObject;
  certificate: Certificate;
  chain: string[];
}

export interface Trust {
  root: Authority;
  issuing: Authority;
}

export async function makeTrust(): Promise<Trust> {
  const root = await createRootAuthority({ name: 'Example Root', now: NOW, years: 30 });
  return { root, issuing: await createIssuingAuthority(root, { name: 'Example Issuing CA', now: NOW, years: 10 }) };
}

export function makeKeys(kind: 'rsa' | 'ec'): { privateKey: KeyObject; publicKey: KeyObject } {
  return newKeyPairSync(kind);
}

export async function makeHolder({ issuing }: Trust, kind: 'rsa' | 'ec', commonName = 'Office A'): Promise<Holder> {
  const keys = makeKeys(kind);
  const certificate = await issueCertificate(issuing, {
    publicKey: keys.publicKey,
    commonName,
    clientId: CLIENT_ID,
    officeNumber: OFFICE,
    usage: 'client',
    now: NOW,
    validDays: 365,
  });
  return { ...keys, certificate, chain: issuing.chain };
}

/** The refusal's code; a text that no code equals when nothing was thrown, or an error without one. */
export async function codeOf(action: () => unknown): Promise<string> {
  try {
    await action();
    return 'nothing was refused';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : `untyped: ${String(error)}`;
  }
}

/** A text with one character replaced by another of the printable ASCII ones. */
export function mutate(text: string, position: number, replacement: number): string {
  const at = position % text.length;
  const old = text.charCodeAt(at);
  const fresh = 0x21 + (replacement % 94);
  return (
    text.slice(0, at) +
    String.fromCharCode(fresh === old ? (fresh === 0x7e ? 0x21 : fresh + 1) : fresh) +
    text.slice(at + 1)
  );
}
