/** A request as it went out. */
export interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface ScriptedFetch {
  readonly fetch: typeof globalThis.fetch;
  readonly requests: SentRequest[];
}

export type Reaction = (request: SentRequest) => Response | Error | Promise<Response | Error>;

/** A fetch that keeps what was sent and reacts as told; an Error is a connection that failed. */
export function scriptedFetch(react: Reaction): ScriptedFetch {
  const requests: SentRequest[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { pathname, search } = new URL(String(input));
    const request = {
      method: init?.method ?? 'GET',
      path: `${pathname}${search}`,
      headers: new Headers(init?.headers),
      body: init?.body,
    };
    requests.push(request);
    const reaction = await react(request);
    if (reaction instanceof Error) throw reaction;
    return reaction;
  };
  return { fetch, requests };
}

/** Reacts to the first request with the first, and so on; the last one stays. */
export function inTurn(...reactions: (() => Response | Error)[]): Reaction {
  let turn = 0;
  return () => {
    const react = reactions[Math.min(turn++, reactions.length - 1)];
    return react?.() ?? new Error('no reaction given');
  };
}

export function answer(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
}

export function problem(code: string, status: number, headers: Record<string, string> = {}): Response {
  return answer(
    { type: `urn:careplan:problem:${code}`, title: code, status, detail: '', requestId: 'r' },
    status,
    headers,
  );
}

/** Hands out tokens, and leaves the rest to another reaction. */
export function withTokens(rest: Reaction): Reaction {
  let tokens = 0;
  return (request) => {
    if (request.path !== '/v1/oauth/token') return rest(request);
    return answer({ access_token: `token-${(tokens += 1)}`, token_type: 'Bearer', expires_in: 300 });
  };
}
