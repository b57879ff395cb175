import { GatewayClient } from './gateway-client.js';

/** A certificate as the gateway lists it. */
export interface HeldCertificate {
  readonly thumbprint: string;
  readonly serialNumber: string;
  readonly client: string;
  readonly subject: string;
  readonly origin: 'issued' | 'registered';
  readonly keyKind: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly state: string;
  readonly revokedAt: string | null;
  readonly revocationReason: string | null;
  readonly renewedBy: string | null;
}

export interface RenewalHint {
  readonly suggestedWindow: { readonly start: string; readonly end: string };
  readonly renewedBy: string | null;
}

interface Page<Row> {
  readonly next: string;
  readonly more: boolean;
  readonly rows: readonly Row[];
}

/** Of the caller; of everybody, or of one client, for the operator. */
export function certificates(
  gateway: GatewayClient,
  filter: Readonly<Record<string, string | undefined>>,
): AsyncGenerator<HeldCertificate> {
  return pages(filter, async (query) => {
    const page = await gateway.get<{ certificates: HeldCertificate[]; next: string; more: boolean }>(
      `/v1/certificates?${query}`,
    );
    return { ...page, rows: page.certificates };
  });
}

export interface ListedClient {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly officeNumber: string | null;
  readonly state: string;
}

/** Registered callers, for the operator. */
export function clients(
  gateway: GatewayClient,
  filter: Readonly<Record<string, string | undefined>>,
): AsyncGenerator<ListedClient> {
  return pages(filter, async (query) => {
    const page = await gateway.get<{ clients: ListedClient[]; next: string; more: boolean }>(`/v1/clients?${query}`);
    return { ...page, rows: page.clients };
  });
}

export function findCertificate(gateway: GatewayClient, thumbprint: string): Promise<HeldCertificate> {
  return gateway.get(pathOf(thumbprint));
}

/** PEM of a certificate and of those above it. */
export async function certificateChain(gateway: GatewayClient, thumbprint: string): Promise<string> {
  return (await gateway.getBytes(`${pathOf(thumbprint)}/chain.pem`)).toString('latin1');
}

export function renewalHint(gateway: GatewayClient, thumbprint: string): Promise<RenewalHint> {
  return gateway.get(`${pathOf(thumbprint)}/renewal-hint`);
}

export function revoke(gateway: GatewayClient, thumbprint: string, reason: string): Promise<HeldCertificate> {
  return gateway.post(`${pathOf(thumbprint)}/revocation`, { json: { reason } }, true);
}

const pathOf = (thumbprint: string): string => `/v1/certificates/${encodeURIComponent(thumbprint)}`;

async function* pages<Row>(
  filter: Readonly<Record<string, string | undefined>>,
  read: (query: URLSearchParams) => Promise<Page<Row>>,
): AsyncGenerator<Row> {
  const query = new URLSearchParams({ limit: '1000' });
  for (const [name, value] of Object.entries(filter)) if (value !== undefined) query.set(name, value);
  for (let more = true; more;) {
    const page = await read(query);
    yield* page.rows;
    query.set('cursor', page.next);
    more = page.more;
  }
}
