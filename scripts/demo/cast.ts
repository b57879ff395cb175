import { enrol } from '../../src/client/enrol.js';
import { GatewayClient } from '../../src/client/gateway-client.js';
import { IdentityFolder } from '../../src/client/identity-folder.js';
import { importOffices, issueEnrolmentCode, registerClient } from '../../src/client/operate.js';
import { OwnGateway } from '../own-gateway/bring-up.js';
import { Narrator } from '../own-gateway/narrator.js';
import { CARE_MANAGER, DemoOffice, SERVICE_OFFICE, STRANGER } from './samples.js';

/** Those who act from the beginning: the operator of the gateway, and the software of three offices. */
export interface Cast {
  readonly operator: GatewayClient;
  readonly careManager: GatewayClient;
  readonly serviceOffice: GatewayClient;
  readonly stranger: GatewayClient;
}

export async function enrolCast(place: OwnGateway, narrator: Narrator): Promise<Cast> {
  narrator.step(
    '運用者が登録コードで電子証明書を取得し、事業所マスタを取り込みます',
    'The operator enrols with its one-time code and imports offices of the master.',
  );
  const operator = await enrolWith(place, place.operatorCode, 'operator', 'ec');
  const offices = [CARE_MANAGER, SERVICE_OFFICE, STRANGER];
  const imported = await importOffices(
    operator,
    offices.map(({ number, name, type }) => ({ number, name, serviceTypes: [type], prefecture: '東京都' })),
  );
  narrator.hold(imported === offices.length, `${imported}事業所を登録`, `${imported} offices imported`);

  narrator.step(
    '各事業所のソフトが1回限りの登録コードで電子証明書を取得します。秘密鍵は端末から出ません',
    'Each office gets its certificate with a one-time code; private keys never leave their machine.',
  );
  return {
    operator,
    careManager: await enrolOffice(place, narrator, operator, CARE_MANAGER, 'ec'),
    serviceOffice: await enrolOffice(place, narrator, operator, SERVICE_OFFICE, 'rsa'),
    stranger: await enrolOffice(place, narrator, operator, STRANGER, 'ec'),
  };
}

async function enrolOffice(
  place: OwnGateway,
  narrator: Narrator,
  operator: GatewayClient,
  { number, name, service }: DemoOffice,
  keyKind: 'ec' | 'rsa',
): Promise<GatewayClient> {
  const { id } = await registerClient(operator, { kind: 'office', name, officeNumber: number });
  const { code } = await issueEnrolmentCode(operator, id);
  const gateway = await enrolWith(place, code, number, keyKind);
  const { certificate, officeNumber } = gateway.identity;
  const key = keyKind === 'ec' ? 'P-256' : `RSA ${certificate.keyBits}`;
  narrator.hold(
    officeNumber === number && certificate.officeNumber === number,
    `${service} ${name} ${number}: 鍵は${key}、証明書はルート証明書まで検証済み`,
    `key ${key}, certificate verified up to the root`,
  );
  return gateway;
}

/** As software would: the identity goes to a folder, and every later start reads it from there. */
export async function enrolWith(
  { gatewayUrl, folder }: OwnGateway,
  code: string,
  name: string,
  keyKind: 'ec' | 'rsa',
): Promise<GatewayClient> {
  const home = new IdentityFolder(`${folder}/${name}/identity`);
  await home.save(await enrol({ baseUrl: gatewayUrl, code, keyKind }));
  return new GatewayClient(await home.load(), { language: 'ja' });
}
