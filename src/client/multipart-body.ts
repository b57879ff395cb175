import FormData from 'form-data';
import { CallContent } from './gateway-http.js';

export interface FileToSend {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
/**
 * A multipart/form-data body (RFC 7578) in one piece: the manifests first, where there are any, then the message, where
 * there is one, then each file byte for byte under its name.
 */
export function multipartBody(
  files: readonly FileToSend[],
  manifests: string | readonly string[] = [],
  message?: string,
): CallContent {
  const form = new FormData();
  for (const manifest of [manifests].flat()) form.append('manifest', manifest);
  if (message !== undefined) form.append('message', message, { contentType: 'text/plain; charset=utf-8' });
  for (const { name, bytes } of files) {
    form.append('file', Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      filename: name,
      contentType: 'application/octet-stream',
    });
  }
  return { headers: form.getHeaders() as Record<string, string>, body: form.getBuffer() };
}
