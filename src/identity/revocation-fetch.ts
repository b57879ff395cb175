/** Why there is no answer to be had from an address. */
export class RevocationFetchFailed extends Error {
  constructor(
    readonly code: 'unreachable' | 'status' | 'too-large',
    options?: ErrorOptions,
  ) {
    super(`no revocation information: ${code}`, options);
    this.name = 'RevocationFetchFailed';
  }
}

export interface RevocationRequest {
  /** An OCSP request, for a POST (RFC 6960 appendix A.1); without it a GET. */
  readonly ocspRequest?: Uint8Array;
  readonly limitBytes: number;
  readonly timeoutSeconds: number;
}

/**
 * Fetches what an authority says. The answer is signed, so plain http serves (RFC 5280 §8 advises it); it comes from
 * this address and no other, within the time, and no larger than told: whoever answers there is no friend yet.
 * Throws RevocationFetchFailed.
 */
export async function fetchRevocation(url: string, request: RevocationRequest): Promise<Buffer> {
  const { ocspRequest, limitBytes, timeoutSeconds } = request;
  try {
    const response = await fetch(url, {
      ...(ocspRequest && {
        method: 'POST',
        body: new Uint8Array(ocspRequest),
        headers: { 'content-type': 'application/ocsp-request' },
      }),
      redirect: 'error',
      credentials: 'omit',
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new RevocationFetchFailed('status');
    }
    return await bodyOf(response, limitBytes);
  } catch (cause) {
    if (cause instanceof RevocationFetchFailed) throw cause;
    throw new RevocationFetchFailed('unreachable', { cause });
  }
}

async function bodyOf(response: Response, limitBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop by an exception cancels the rest of the body.
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > limitBytes) throw new RevocationFetchFailed('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
