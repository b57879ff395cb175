/** Textual encoding of DER (RFC 7468 §2): one labelled block, lines of 64 characters. */
export function encodePem(label: string, der: ArrayBuffer | Uint8Array): string {
  const base64 = Buffer.from(der as Uint8Array).toString('base64');
  const lines = base64.match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** The DER of a text that holds exactly one block with this label; null for anything else. */
export function decodePem(label: string, pem: string): Buffer | null {
  const block = new RegExp(`^\\s*-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----\\s*$`).exec(pem);
  return block ? Buffer.from(block[1] ?? '', 'base64') : null;
}
