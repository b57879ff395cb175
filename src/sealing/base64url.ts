/**
 * Decodes base64url without padding (RFC 7515 §2); null for anything else, including a text whose unused last bits
 * are not zero. Decoders ignore those bits, so one signature would otherwise have several spellings.
 */
export function decodeBase64url(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The JSON object in some UTF-8 bytes; null when they are not UTF-8, not JSON, or not an object. */
export function parseJsonObject(bytes: Uint8Array): Record<string, unknown> | null {
  try {
    return asObject(JSON.parse(utf8.decode(bytes)));
  } catch {
    return null;
  }
}

/** The value as an object with members; null for arrays, null and everything else. */
export function asObject(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}
