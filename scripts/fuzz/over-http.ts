import { isDeepStrictEqual } from 'node:util';
import { checkAtGateway, GatewayCheck } from '../../src/client/check-at-gateway.js';
import { enrol } from '../../src/client/enrol.js';
import { GatewayClient } from '../../src/client/gateway-client.js';
import { GatewayProblem } from '../../src/client/gateway-problem.js';
import { checkFiles, SourceFile } from '../../src/standard/check.js';
import { offlineReport } from '../../src/standard/report.js';
import { bringUpOwnGateway, OwnGateway } from '../own-gateway/bring-up.js';
import { Narrator } from '../own-gateway/narrator.js';

export interface RunningGateway {
  /** How the gateway's answer to these files is not what it must be, or nothing. */
  broken(files: readonly SourceFile[]): Promise<string[]>;
  stop(): Promise<void>;
}

/** An answer that takes longer counts as none. */
const LONGEST_MS = 20_000;

/** What a form-data library writes between quotes as it is, and a part's file name can be. */
const PLAIN_NAME = /^[\w.-]+$/;

/** An embedded gateway of its own, gone afterwards, asked by its operator. */
export async function startGatewayToFuzz(narrator: Narrator): Promise<RunningGateway> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (let next = stops.pop(); next !== undefined; next = stops.pop()) await next();
  };
  try {
    const place = await bringUpOwnGateway(narrator, new AbortController().signal, (one) => stops.push(one));
    const gateway = await enrolOperator(place);
    return { broken: (files) => brokenAnswer(gateway, files), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function enrolOperator({ gatewayUrl, operatorCode }: OwnGateway): Promise<GatewayClient> {
  const identity = await enrol({ baseUrl: gatewayUrl, code: operatorCode });
  return new GatewayClient(identity, { timeoutMilliseconds: LONGEST_MS });
}

async function brokenAnswer(gateway: GatewayClient, files: readonly SourceFile[]): Promise<string[]> {
  const usual = files.length > 0 && files.every(({ name }) => PLAIN_NAME.test(name));
  try {
    const answer = await checkAtGateway(gateway, files);
    return !usual || sameAsOffline(answer, files) ? [] : ['another answer over HTTP than offline'];
  } catch (error) {
    if (!(error instanceof GatewayProblem)) return [`no answer: ${String(error)}`];
    if (error.status < 500 && !usual) return []; // an upload without files, or a name that no header can carry
    return [`HTTP ${error.status} ${error.type}`];
  }
}

function sameAsOffline(answer: GatewayCheck, files: readonly SourceFile[]): boolean {
  const report = checkFiles(files);
  const expected: unknown = JSON.parse(JSON.stringify(offlineReport(report)));
  return isDeepStrictEqual(answer, expected);
}
