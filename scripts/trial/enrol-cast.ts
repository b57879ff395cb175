import { GatewayClient } from '../../src/client/gateway-client.js';
import { acceptMandate, proposeMandate } from '../../src/client/mandates.js';
import { importOffices, issueEnrolmentCode, registerClient } from '../../src/client/operate.js';
import { Relay, TrialOffice } from './cast.js';
import { sideBySide } from './side-by-side.js';

/** The gateway as a new client meets it. */
export interface TrialGateway {
  readonly operator: GatewayClient;
  /** Makes a key and gets it certified with a one-time code. */
  readonly enrolled: (code: string) => Promise<GatewayClient>;
}

/** Who sends and receives for an office: its own software, or its relay. */
export type Mail = ReadonlyMap<TrialOffice, GatewayClient>;

const SCOPES = ['send', 'collect', 'confirm'] as const;

/** Offices into the directory, certificates for who has one, mandates for relays. */
export async function enrolCast(gateway: TrialGateway, offices: readonly TrialOffice[]): Promise<Mail> {
  const { operator } = gateway;
  await importOffices(
    operator,
    offices.map(({ number, name, serviceType }) => ({
      number,
      name,
      serviceTypes: [serviceType],
      prefecture: '東京都',
    })),
  );
  const letters = [...new Set(offices.flatMap(({ relay }) => relay ?? []))];
  const relays = new Map<Relay, GatewayClient>();
  for (const letter of letters) relays.set(letter, await enrolled(gateway, 'relay', `${letter}ベンダー`));
  const clients = await sideBySide(offices, 4, async (office) => {
    const own = office.hasCertificate ? await enrolled(gateway, 'office', office.name, office.number) : null;
    const relay = office.relay === null ? undefined : relays.get(office.relay);
    if (relay === undefined) return own as GatewayClient;
    const { id } = await proposeMandate(relay, { officeNumber: office.number }, { scopes: SCOPES });
    if (own === null) await acceptMandate(operator, id, `委任状 ${office.name}`);
    else await acceptMandate(own, id);
    return relay;
  });
  return new Map(offices.map((office, at) => [office, clients[at] as GatewayClient]));
}

async function enrolled(
  { operator, enrolled: withCode }: TrialGateway,
  kind: 'office' | 'relay',
  name: string,
  officeNumber?: string,
): Promise<GatewayClient> {
  const { id } = await registerClient(operator, { kind, name, officeNumber });
  return withCode((await issueEnrolmentCode(operator, id)).code);
}
