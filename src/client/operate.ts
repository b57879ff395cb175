import { EnrolmentCode, MasterReport, OfficeToImport, RegisteredClient } from './answers.js';
import { GatewayClient } from './gateway-client.js';

/** What one call of the import takes. */
const OFFICES_A_CALL = 1000;

export interface ClientToRegister {
  readonly kind: RegisteredClient['kind'];
  readonly name: string;
  /** For kind office, and only there. */
  readonly officeNumber?: string;
}

/**
 * Takes over offices of the master, in calls of a thousand; each is taken whole or not at all, and repeating changes
 * nothing. Answers how many. Throws GatewayProblem.
 */
export async function importOffices(
  gateway: GatewayClient,
  offices: readonly OfficeToImport[],
  onProgress?: (done: number, of: number) => void,
): Promise<number> {
  let imported = 0;
  for (let at = 0; at < offices.length; at += OFFICES_A_CALL) {
    const part = offices.slice(at, at + OFFICES_A_CALL);
    const answer = await gateway.post<{ imported: number }>('/v1/offices/import', { json: { offices: part } }, true);
    imported += answer.imported;
    onProgress?.(imported, offices.length);
  }
  return imported;
}

/**
 * Takes over a whole master as CSV, as it is; good rows are taken, the others reported. Repeating changes nothing. Throws
 * GatewayProblem.
 */
export async function importMaster(gateway: GatewayClient, csv: Uint8Array, charset = 'utf-8'): Promise<MasterReport> {
  const upload = { headers: { 'content-type': `text/csv; charset=${charset}` }, body: csv };
  return gateway.post<MasterReport>('/v1/offices/master', { upload }, true);
}

/** Registers a caller. It can do nothing before it has enrolled with a code. Throws GatewayProblem. */
export async function registerClient(gateway: GatewayClient, client: ClientToRegister): Promise<RegisteredClient> {
  return gateway.create<RegisteredClient>('/v1/clients', { json: client });
}

/** A one-time code for a registered caller. Every call makes another one, so it is not repeated by itself. */
export async function issueEnrolmentCode(gateway: GatewayClient, clientId: string): Promise<EnrolmentCode> {
  const path = `/v1/clients/${encodeURIComponent(clientId)}/enrolment-codes`;
  return gateway.post<EnrolmentCode>(path, { json: {} }, false);
}
