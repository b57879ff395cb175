import { randomUUID } from 'node:crypto';
import { createCertificationRequest } from '../../src/sealing/certification-request.js';
import { readCertificate } from '../../src/sealing/certificate.js';
import { KeyPair } from '../../src/sealing/key-pair.js';
import { createRenewal, Renewal } from '../../src/sealing/renewal.js';
import { signStatement } from '../../src/sealing/statement.js';
import { Answer } from './api.js';
import { EnrolmentAnswer, makeKeys, TestCaller } from './caller.js';
import { publicUrl } from './gateway.js';
import { World } from './world.js';

export interface RenewalChanges {
  readonly keys?: KeyPair;
  /** Changes before it is signed. */
  readonly payload?: Partial<Record<keyof Renewal | 'office', unknown>>;
  readonly signer?: TestCaller;
}

/** A caller's statement that asks for the next certificate. */
export async function renewalStatement(
  world: World,
  caller: TestCaller,
  changes: RenewalChanges = {},
): Promise<string> {
  const keys = changes.keys ?? makeKeys('ec');
  const renewal = createRenewal({
    client: caller.clientId,
    audience: publicUrl,
    certificationRequest: await createCertificationRequest(keys, { commonName: 'x' }),
    now: world.gateway.clock.now(),
    jti: randomUUID(),
  });
  return signStatement('careplan-renewal+jws', { ...renewal, ...changes.payload }, changes.signer ?? caller);
}

export function postRenewal(
  world: World,
  caller: TestCaller,
  statement: string,
  key: string = randomUUID(),
): Promise<Answer<EnrolmentAnswer & { type?: string; reason?: string; thumbprint: string }>> {
  return world.api.post('/v1/certificates', { caller, json: { statement }, headers: { 'idempotency-key': key } });
}

/** The same client with its next certificate. */
export async function renewed(world: World, caller: TestCaller, kind: 'ec' | 'rsa' = 'ec'): Promise<TestCaller> {
  const keys = makeKeys(kind);
  const { status, body } = await postRenewal(world, caller, await renewalStatement(world, caller, { keys }));
  if (status !== 201) throw new Error(`renewal refused: ${status}`);
  const certificate = readCertificate(body.certificate);
  return new TestCaller(world.gateway, caller.clientId, caller.officeNumber, keys.privateKey, certificate, body.chain);
}
