import { Finding } from '../standard/findings.js';
import { OfflineUnit } from '../standard/report.js';
import { GatewayClient } from './gateway-client.js';
import { FileToSend, multipartBody } from './multipart-body.js';

export interface GatewayCheck {
  /** True when there is no error. */
  readonly ok: boolean;
  readonly units: readonly OfflineUnit[];
  /** The first 1,000. */
  readonly findings: readonly Finding[];
  readonly findingsTotal: number;
}

/** The check of a send without the send: by the gateway's version of the rules, nothing stored. Throws GatewayProblem. */
export async function checkAtGateway(gateway: GatewayClient, files: readonly FileToSend[]): Promise<GatewayCheck> {
  return gateway.post<GatewayCheck>('/v1/checks', { upload: multipartBody(files) }, true);
}
